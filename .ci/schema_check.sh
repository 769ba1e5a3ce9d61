#!/bin/sh
# Drives a service on the sample rotas by its own /openapi.json with schemathesis, for a bounded time and always with
# the same seed: no 5xx, no answer that the document does not name, no request taken that it forbids.
#
#     python3 -m venv VENV && VENV/bin/pip install schemathesis
#     .ci/schema_check.sh PATH/TO/ringback VENV/bin/schemathesis [SECONDS]
#
# Both paths must be absolute.
set -eu
program=$1
tester=$2
seconds=${3:-60}
here=$(cd "$(dirname "$0")" && pwd)
rotas=$here/../Rotas
folder=$(mktemp -d)
: > "$folder/output"
service=
trap '[ -z "$service" ] || kill "$service"; rm -rf "$folder"' EXIT

# Christmas morning, so that calls are owed a callback.
"$program" serve --data "$folder/data" --rotas "$rotas" --listen 127.0.0.1:0 \
  --clock 2026-12-25T01:00:00+13:00 > "$folder/output" 2> "$folder/log" &
service=$!
for _ in $(seq 100); do
  address=$(sed -n 's/.*answers at //p' "$folder/output")
  [ -z "$address" ] || break
  sleep 0.1
done
[ -n "$address" ] || { cat "$folder/log"; exit 1; }
token() { "$program" token add "$@" --data "$folder/data" | tail -1; }
manager=$(token tester-manager --role manager --person kiri)
telephony=$(token tester-telephony --role telephony)
mail=$(token tester-mail --role mail)

# One call to act on: ticket 1001.
curl -sf -o "$folder/call" "$address/v1/call-events" -H "Authorization: Bearer $telephony" \
  -H 'Content-Type: application/json' -d '{"type":"call.started","call_id":"c-1","from":"021 555 0199"}'

# The tokens by their doors: schema_hooks.py beside this.
export RINGBACK_TEST_MANAGER="$manager" RINGBACK_TEST_TELEPHONY="$telephony" RINGBACK_TEST_MAIL="$mail"
export SCHEMATHESIS_HOOKS=schema_hooks PYTHONPATH="$here"
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance
checks=$checks,response_schema_conformance,negative_data_rejection,unsupported_method
cd "$folder"
status=0
"$tester" run "$address/openapi.json" --seed 5 --max-time "$seconds" --phases examples,coverage,fuzzing \
  --checks "$checks" --suppress-health-check filter_too_much --no-color || status=$?
kill "$service"
wait "$service" || status=$?
service=
exit "$status"
