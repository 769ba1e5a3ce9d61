#!/bin/sh
# Runs the reader of mail under libFuzzer: run.sh mail SECONDS [FOLDER].
# FOLDER is for what is built and found.
# The corpus begins with the shapes of Tests/MailTests/Shapes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
[ "${1:-}" = mail ] || { echo "usage: run.sh mail SECONDS [FOLDER]" >&2; exit 64; }
seconds=${2:-600}
work=${3:-$root/.build/fuzz-mail}
mkdir -p "$work/sources" "$work/corpus"
python3 - "$root/Tests/MailTests/Shapes/shapes.txt" "$work/corpus" <<'PYTHON'
import re, sys
lines, count = [], 0
def end():
    global lines, count
    if lines:
        count += 1
        raw = "\n".join(lines)
        data = re.sub(r"\\(x..|.)", lambda m: {"r": "\r", "t": "\t", "n": "\n", "\\": "\\"}.get(
            m[1]) or chr(int(m[1][1:], 16)), raw).encode("latin-1")
        open(f"{sys.argv[2]}/shape{count}", "wb").write(data)
    lines = []
for line in open(sys.argv[1], encoding="utf-8").read().split("\n"):
    if line.startswith("|"):
        lines.append(line[1:])
    else:
        end()
end()
PYTHON
# One module of all three targets: the fuzzer's build knows no package.
rm -f "$work"/sources/*
for target in CivilTime Digests Mail; do
  find "$root/Sources/$target" -name '*.swift' | while read -r file; do
    sed -E 's/^(public )?import (CivilTime|Digests)$//' "$file" \
      > "$work/sources/$target-$(basename "$file")"
  done
done
cp "$here/FuzzMail.swift" "$work/sources/"
swiftc -parse-as-library -swift-version 6 -O -package-name ringback -module-name FuzzMail \
  -sanitize=fuzzer,address "$work"/sources/*.swift -o "$work/fuzz-mail"
cd "$work"
SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 ./fuzz-mail corpus \
  -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1
