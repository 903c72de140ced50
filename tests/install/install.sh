#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh CMAKE BUILD: what is installed works by itself, without the sources, the build folder or anybody's home. That it does not
# read the sources is seen by taking the installed data away: then it must fail.
set -eu
cmake=$1 build=$2
room=$(mktemp -d "${TMPDIR:-/tmp}/firstout-install.XXXXXX")
trap 'rm -rf "$room"' EXIT
fail () { echo "install: $*"; exit 1; }

DESTDIR="$room/root" "$cmake" --install "$build" --prefix /usr >"$room/log" 2>&1 || { cat "$room/log"; fail "cmake --install"; }
for file in bin/firstout bin/firstout-sync bin/firstoutctl share/applications/org.firstout.Firstout.desktop \
  share/metainfo/org.firstout.Firstout.metainfo.xml share/icons/hicolor/scalable/apps/org.firstout.Firstout.svg \
  share/locale/ru/LC_MESSAGES/firstout.mo share/firstout/labels/lot.label share/firstout/devices/generic-hidpos.device \
  share/firstout/sounds/ok.wav lib/systemd/system/firstout-sync@.service; do
  [ -f "$room/root/usr/$file" ] || fail "$file is missing"
done
[ -n "$(ls "$room/root/usr/lib/udev/rules.d")" ] || fail "no udev rule"
grep -q '^ExecStart=/.*/bin/firstout-sync --store' "$room/root/usr/lib/systemd/system/firstout-sync@.service" || fail "the unit does not start the gateway"

# Somewhere else than it was installed for, with nothing of a home.
mv "$room/root/usr" "$room/elsewhere"
mkdir "$room/home"
alone () { (cd "$room/home" && env -i HOME="$room/home" PATH=/usr/bin:/bin LC_ALL=C.UTF-8 TMPDIR="$room" "$room/elsewhere/bin/$@"); }

alone firstout --help >/dev/null || fail "firstout does not start"
alone firstout-sync --help >/dev/null || fail "firstout-sync does not start"
alone firstoutctl demo --lang de --folder "$room/home/day" >"$room/day" 2>&1 || { cat "$room/day"; fail "the day does not play"; }
grep -q 'Auftrag' "$room/day" || fail "it does not speak German"
lot=$(alone firstoutctl stock --store "sqlite:$room/home/day/warehouse.db" | sed -n 's/.*"item":"\(SEALANT-310\)".*"lot":"\([^"]*\)".*/\1\/\2/p' | head -n 1)
[ -n "$lot" ] || fail "the day left no sealant"
label () { alone firstoutctl label --store "sqlite:$room/home/day/warehouse.db" --lot "$lot" --out "$room/home/$1.pdf" >"$room/said" 2>&1; }
label with || { cat "$room/said"; fail "no label"; }
[ -s "$room/home/with.pdf" ] || fail "an empty label"

# The controls: without its own data it has none.
mv "$room/elsewhere/share/firstout/labels" "$room/elsewhere/share/firstout/labels-away"
! label without || fail "labels come from somewhere else than $room/elsewhere"
mv "$room/elsewhere/share/firstout/labels-away" "$room/elsewhere/share/firstout/labels"
rm -r "$room/elsewhere/share/locale"
alone firstoutctl demo --lang de --folder "$room/home/mute" >"$room/mute" 2>&1 || :
! grep -q 'Auftrag' "$room/mute" || fail "words come from somewhere else than $room/elsewhere"
echo "install: ok"
