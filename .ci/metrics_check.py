#!/usr/bin/env python3
"""Reads /metrics of a running service with Prometheus's own parser.

    python3 -m venv VENV && VENV/bin/pip install prometheus_client
    VENV/bin/python .ci/metrics_check.py PATH/TO/ringback
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from prometheus_client.parser import text_string_to_metric_families

WANTED = {
    "ringback_calls", "ringback_tickets", "ringback_call_events", "ringback_callbacks_open",
    "ringback_callbacks_overdue", "ringback_notice_tries", "ringback_clockwork_lag_seconds",
    "ringback_files_in_force_timestamp_seconds", "ringback_files_faulty",
    "ringback_request_duration_seconds",
}


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "data"
        service = subprocess.Popen(
            [program, "serve", "--data", str(data), "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            address = next(line for line in service.stdout if "answers at" in line).split()[-1]
            token = subprocess.run(
                [program, "token", "add", "watch", "--role", "monitor", "--data", str(data)],
                check=True, capture_output=True, text=True).stdout.strip()

            def ask(path, **fields):
                request = urllib.request.Request(address + path, headers=fields)
                return urllib.request.urlopen(request).read().decode()

            json.loads(ask("/healthz"))
            text = ask("/metrics", Authorization="Bearer " + token)
        finally:
            service.terminate()
            service.wait()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    missing = WANTED - set(families)
    assert not missing, f"not told: {missing}"
    asked = {sample.labels.get("route") for sample in families["ringback_request_duration_seconds"].samples}
    assert "/healthz" in asked, asked
    print(f"{len(families)} families, {sum(len(f.samples) for f in families.values())} samples read")


if __name__ == "__main__":
    main(sys.argv[1])
