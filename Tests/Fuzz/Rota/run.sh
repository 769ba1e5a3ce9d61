#!/bin/sh
# Runs what reads managers' files under libFuzzer: run.sh rota|clients SECONDS [FOLDER].
# FOLDER is for what is built and found. The corpus begins with the samples and the golden files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
what=$1
seconds=${2:-600}
work=${3:-$root/.build/fuzz-$what}
rm -rf "$work/sources"
mkdir -p "$work/sources" "$work/corpus"
case $what in
  rota)
    fuzzer=FuzzRota
    cat "$root"/Rotas/*.rota > "$work/corpus/samples"
    cp "$root"/Tests/RotaTests/Golden/*.rota "$work/corpus/"
    for folder in "$root"/Tests/RotaTests/Golden/*/; do
      cat "$folder"*.rota > "$work/corpus/set-$(basename "$folder")" 2>/dev/null || true
    done
    ;;
  clients)
    fuzzer=FuzzClients
    cp "$root"/Tests/ClientsTests/Golden/*.csv "$work/corpus/"
    ;;
  *) echo "run.sh rota|clients SECONDS [FOLDER]" >&2; exit 2 ;;
esac
# One module of all targets: the fuzzer's build knows no package.
targets="CivilTime PhoneNumbers Digests ServiceHours Rota Clients"
names=$(echo "$targets" | tr ' ' '|')
for target in $targets; do
  find "$root/Sources/$target" -name '*.swift' | while read -r file; do
    sed -E "s/^(public |package )?import ($names)\$//" "$file" \
      > "$work/sources/$target-$(basename "$file")"
  done
done
cp "$here/$fuzzer.swift" "$work/sources/"
swiftc -parse-as-library -swift-version 6 -O -package-name ringback -module-name "$fuzzer" \
  -sanitize=fuzzer,address "$work"/sources/*.swift -o "$work/fuzz-$what"
cd "$work"
SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 ./fuzz-"$what" corpus \
  -max_total_time="$seconds" -max_len=8192 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1
