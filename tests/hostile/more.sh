#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests that are part of ./run test with a part of their numbers, here with all of them: one line a bar, how many of what
# stands in the bar were tried. A test that fails is short, whatever it says.
#   more.sh BUILD [TEST…]
set -eu
build=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0

# The test, its FO_COUNT_FACTOR, how many it must have tried, what it says of them (the numbers \1 are added up), the bar.
tests='
label/test-random|20|10000|# \([0-9]*\) records on .*|labels of random records, every symbol read back
label/test-printer-language|1|100000|# \([0-9]*\) hostile texts|hostile texts for printers, none a command
core/test-gs1-choose|1|10000|# the book has the lot: \([0-9]*\) labels.*|labels without separators, none taken for another lot
ui/test-scans|7|1000|# \([0-9]*\) codes:.*|codes into the window, fifty a second, each booked once
ui/test-hostile-typing|1|300|# \([0-9]*\) hostile codes typed.*|hostile codes typed into the window, none did anything
desk/test-hostile-codes|1|3600|# \([0-9]*\) hostile codes answered.*|hostile codes before the desk on each engine, none did anything
ctl/test-print|5|50|# \([0-9]*\) kills in .*|kills of a printing program, each label once
ctl/test-print-usb|5|50|# \([0-9]*\) kills in .*|kills of a printing program at a USB printer, each label once
ctl/test-print-ipp|5|50|# \([0-9]*\) kills in .*|kills of a printing program at an IPP printer, each document once
ctl/test-kill|20|400|# \([0-9]*\) kills, .*|kills of a desk fed by a script, each scan once
'

try () {
  result=ok
  FO_COUNT_FACTOR=$2 ctest --test-dir "$build" --no-tests=error -V --timeout 3600 -R "^$1\$" >"$log" 2>&1 || result=short
  value=$(sed -n "s/^[0-9]*: *$4\$/\1/p" "$log" | awk '{ sum += $1 } END { print sum + 0 }')
  [ "$value" -ge "$3" ] || result=short
  [ $result = ok ] || { status=1; grep -e '^[0-9]*: not ok' -e '^[0-9]*: .*ERROR:' -e 'Timeout' "$log" | head -n 5 >&2 || :; }
  printf '%s\t%s\t>=%s\t%s\n' "$5" "$value" "$3" $result
}

while IFS='|' read -r name factor least says bar <&3; do
  [ -n "$name" ] || continue
  case " $* " in *" $name "* | '  ') try "$name" "$factor" "$least" "$says" "$bar" ;; esac
done 3<<EOF
$tests
EOF
exit $status
