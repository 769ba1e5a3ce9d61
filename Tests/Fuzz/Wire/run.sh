#!/bin/sh
# Runs what reads from the network under libFuzzer: run.sh request|json|form SECONDS [FOLDER].
# FOLDER is for what is built and found.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
what=$1
seconds=${2:-600}
work=${3:-$root/.build/fuzz-$what}
sources=$root/Sources
rm -rf "$work/sources"
mkdir -p "$work/sources" "$work/corpus"
case $what in
  request)
    target=FuzzRequest
    cp "$sources"/HTTPServer/*.swift "$work/sources/"
    printf 'GET /a%%20b?x=1&y=%%32 HTTP/1.1\r\nHost: a\r\n\r\n' > "$work/corpus/get"
    printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\nHost: a\r\n\r\n' \
      > "$work/corpus/length"
    printf 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\nT: u\r\n\r\n' \
      > "$work/corpus/chunked"
    printf 'OPTIONS * HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n' \
      > "$work/corpus/options"
    ;;
  json)
    target=FuzzJSON
    for name in SentJSON SentJSONReading SentObject JSON JSONWriter; do
      cp "$sources/Documents/$name.swift" "$work/sources/"
    done
    printf '{"type":"call.started","at":-1.5e+3,"n":[true,false,null],"s":"\\u00e9\\ud83d\\ude00\\n"}' \
      > "$work/corpus/event"
    ;;
  form)
    target=FuzzForm
    cp "$sources/HTTPServer/HTTPRequest.swift" "$sources/HTTPServer/PercentEncoding.swift" \
      "$sources/HTTPServer/HTTPFields.swift" "$sources/HTTPServer/HTTPAddress.swift" \
      "$sources/HTTPServer/Syntax.swift" "$sources/Web/PlusSign.swift" "$work/sources/"
    printf 'type=call.started&call_id=a%%20b&from=+6421&at=2026-12-25T02:10:00 13:00&caller.name=M%%C4%%81ia' \
      > "$work/corpus/event"
    ;;
  *) echo "run.sh request|json|form SECONDS [FOLDER]" >&2; exit 2 ;;
esac
cp "$here/$target.swift" "$work/sources/"
swiftc -parse-as-library -swift-version 6 -O -package-name ringback -module-name "$target" \
  -I "$sources/CLinux" -sanitize=fuzzer,address "$work"/sources/*.swift -o "$work/fuzz-$what"
cd "$work"
SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 ./fuzz-"$what" corpus \
  -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1
