#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every fuzz target of a build with libFuzzer, and the planted faults that must be found: one line a bar.
#   all.sh BUILD/tests/fuzz [TARGET…]     FO_COUNT_FACTOR=20 is ten million executions of each
set -eu
cd "$1"
shift
folder=$PWD
runs=$((500000 * ${FO_COUNT_FACTOR-1}))
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1 folder runs
failed=$(mktemp)
export failed
trap 'rm -f "$failed"' EXIT

# The name, how many executions, how many there should be. What breaks a target is left in the folder "findings".
# shellcheck disable=SC2016 # the shells of xargs expand it
one='
  mkdir -p "$folder/corpus/$1" "$folder/findings"
  log=$folder/$1.log
  status=0
  "$folder/fuzz-$1" -runs="$runs" -seed=1 -max_len=4096 -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="$folder/findings/$1-" "$folder/corpus/$1" "$2" >"$log" 2>&1 || status=$?
  done=$(sed -n "s/^stat::number_of_executed_units: *//p" "$log")
  verdict=ok
  if [ $status -ne 0 ] || [ "${done:-0}" -lt "$runs" ]; then
    verdict=short
    echo "$1" >>"$failed"
    grep -m 3 -e "ERROR:" -e "SUMMARY:" -e "runtime error" "$log" >&2 || tail -n 3 "$log" >&2
  fi
  printf "fuzz %s, executions\t%s\t%s\t%s\n" "$1" "${done:-0}" "$runs" "$verdict"
'

# Seconds until a planted fault is found, at most 60.
planted='
  begin=$(date +%s)
  log=$folder/$1.log
  verdict=short
  if "$folder/fuzz-$1" -max_total_time=60 -seed=1 -max_len=4096 -artifact_prefix="$folder/$1-" "$folder/planted-corpus" "$2" \
    >"$log" 2>&1; then
    echo "$1" >>"$failed"
  elif grep -q "AddressSanitizer: heap-buffer-overflow" "$log"; then
    verdict=ok
  else
    echo "$1" >>"$failed"
  fi
  printf "fuzz %s, seconds to find it\t%s\t60\t%s\n" "$1" $(($(date +%s) - begin)) $verdict
'

rm -rf planted-corpus
mkdir planted-corpus
while read -r name inputs; do
  sh -c "$planted" planted "$name" "$inputs"
done <planted.txt

for target in ${*:-$(cut -d ' ' -f 1 targets.txt)}; do
  grep "^$target " targets.txt
done | xargs -P "$(nproc)" -n 2 sh -c "$one" one
[ ! -s "$failed" ]
