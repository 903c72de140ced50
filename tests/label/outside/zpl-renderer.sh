#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Our ZPL as a printer that shares no code with us draws it: zpl-renderer-js from npm, which is fetched into a temporary folder and
# installed nowhere. Every page of every template, as dots and with the symbols by the printer's own hand (^BC ^BE ^BX), and every
# kind of field, ^BQ too, is drawn and read again (zbar, libdmtx). An extra check: needs node, npm and the network, so it is no
# part of ./run test.
#   tests/label/outside/zpl-renderer.sh BUILD-FOLDER
set -eu
[ $# -eq 1 ] || { echo "zpl-renderer.sh BUILD-FOLDER" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ninja -C "$build" fo-zpl-outside >&2
npm install --prefix "$folder" --silent --no-audit --no-fund --ignore-scripts zpl-renderer-js@3.4.0 >&2
mkdir "$folder/labels"
"$build/tests/label/fo-zpl-outside" write "$folder/labels"
node "$here/render.cjs" "$folder/node_modules/zpl-renderer-js" "$folder/labels"
"$build/tests/label/fo-zpl-outside" read "$folder/labels"
