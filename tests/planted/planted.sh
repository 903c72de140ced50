#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One-line faults, planted into a copy of the sources one at a time: each must be caught by the test that stands beside it. One line
# a fault: its name, 1 when it was caught. A fault whose line is not there (any more), and one that does not build, counts as not
# caught. planted.sh [NAME…]
#
# faults.txt has a paragraph a fault:  NAME / FILE / the text that is replaced, once in the file / what stands there instead /
# PROGRAM of the tests, and what narrows it down.
set -eu
cd "$(dirname "$0")/../.."
here=$PWD
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
status=0

mkdir "$room/src"
tar -C "$here" --exclude=./build --exclude=./.git -cf - . | tar -C "$room/src" -xf -
cmake -S "$room/src" -B "$room/build" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="-O1 -g" >"$room/log" 2>&1 \
  || { tail -n 20 "$room/log" >&2; exit 1; }

# Is the text in the file exactly once? Then replaces it. perl-base is on every Debian.
plant () {
  perl -e 'my ($file, $from, $to) = @ARGV; local $/; open my $in, "<", $file or exit 1; my $text = <$in>; close $in;
           my $n = () = $text =~ /\Q$from\E/g; exit 1 if $n != 1; $text =~ s/\Q$from\E/$to/;
           open my $out, ">", $file or exit 1; print $out $text; close $out or exit 1' "$1" "$2" "$3"
}

build () {
  cmake --build "$room/build" --target "$1" >"$room/log" 2>&1
}

# The program where it was built, with what narrows it down; the words of the line are its arguments. What is narrowed down to no test
# at all does not pass.
play () {
  # shellcheck disable=SC2086
  set -- $1
  program=$1
  shift
  path=$(find "$room/build/tests" -type f -name "$program" | head -n 1)
  (cd "$room/src" && timeout 600 "$path" "$@" || exit 1) >"$room/log" 2>&1 && ! grep -qx '1\.\.0' "$room/log"
}

try () {
  name=$1 file=$2 from=$3 to=$4 test=$5
  caught=0 why='the test passes'
  cp "$room/src/$file" "$room/whole"
  if ! plant "$room/src/$file" "$from" "$to"; then why='its line is not there'
  elif ! build "${test%% *}"; then why='it does not build'
  elif ! play "$test"; then caught=1
  fi
  cp "$room/whole" "$room/src/$file"
  touch "$room/src/$file"
  result=ok
  [ $caught = 1 ] || { result=short; status=1; echo "planted: $name: $why" >&2; }
  printf 'planted: %s (%s)\t%s\t>=1\t%s\n' "$name" "${test%% *}" $caught $result
}

# Each test must pass while nothing is planted: else it would catch anything.
whole () {
  build "${1%% *}" && play "$1" || { echo "planted: $1 fails with nothing planted" >&2; tail -n 5 "$room/log" >&2; return 1; }
}

known=' '
n=0
while IFS= read -r name <&3; do
  case $name in '' | '#'*) continue ;; esac
  IFS= read -r file <&3
  IFS= read -r from <&3
  IFS= read -r to <&3
  IFS= read -r test <&3
  case " $* " in *" $name "* | '  ') ;; *) continue ;; esac
  case $known in *"|$test|"*) ;; *) whole "$test" || { status=1; continue; }; known="$known|$test|" ;; esac
  try "$name" "$file" "$from" "$to" "$test"
  n=$((n + 1))
done 3<tests/planted/faults.txt
[ $# -gt 0 ] || { [ $n -ge 15 ] || { echo "planted: only $n faults" >&2; status=1; }; }
exit $status
