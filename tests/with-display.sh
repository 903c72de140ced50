#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND…: runs it with an X server, a session bus, a home and settings of its own; keeps its exit status
# and leaves nothing behind. Software rendering, one font, no blinking and no animations: pictures are the same each time.
#   FO_SCREEN=1024x768x24 for another screen, GTK_A11Y=atspi for tests that look from outside.
set -eu

room=$(mktemp -d "${TMPDIR:-/tmp}/firstout-display.XXXXXX")
server=
finish () {
  status=$?
  trap - EXIT INT TERM
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  [ -z "$server" ] || wait "$server" 2>/dev/null || :
  rm -rf "$room"
  exit $status
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -m 700 "$room/runtime"
mkdir -p "$room/config/gtk-4.0"
printf '%s\n' '[Settings]' 'gtk-font-name=Inter 11' 'gtk-cursor-blink=0' 'gtk-enable-animations=0' \
  >"$room/config/gtk-4.0/settings.ini"

unset WAYLAND_DISPLAY GTK_THEME DBUS_SESSION_BUS_ADDRESS XAUTHORITY
export HOME="$room" XDG_RUNTIME_DIR="$room/runtime" XDG_CONFIG_HOME="$room/config" XDG_CACHE_HOME="$room/cache" \
  XDG_DATA_HOME="$room/data" XDG_STATE_HOME="$room/state" LC_ALL=C.UTF-8 GSETTINGS_BACKEND=memory \
  GDK_BACKEND=x11 GDK_DEBUG=gl-disable GDK_SCALE=1 GSK_RENDERER=cairo GTK_A11Y="${GTK_A11Y-test}"

# The server says its number through the pipe when it is ready; it dies with this script, however that ends.
mkfifo "$room/ready"
setpriv --pdeathsig KILL Xvfb -displayfd 3 -screen 0 "${FO_SCREEN-1280x800x24}" -nolisten tcp -noreset \
  3>"$room/ready" 2>"$room/xvfb.log" >/dev/null &
server=$!
read -r number <"$room/ready" || { cat "$room/xvfb.log" >&2; echo "with-display.sh: no X server" >&2; exit 1; }
export DISPLAY=":$number"

dbus-run-session -- "$@"
