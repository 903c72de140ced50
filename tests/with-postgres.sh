#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A private PostgreSQL for tests: the newest server installed, as an unprivileged user, data and socket in a temporary
# folder, no TCP. No server is a failure, not a skip.
#
#   with-postgres.sh COMMAND…   runs COMMAND with FO_TEST_PG=<socket folder> in its environment, then stops the server
#   with-postgres.sh --serve    prints "ready <socket folder>" and obeys the lines "stop", "start" and "restart" (each answered
#                               with "ready" or "stopped") until its input ends, which it also does when the test dies
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ ! -x "$bin/initdb" ]; then
  echo "with-postgres: no PostgreSQL server is installed (package postgresql)" >&2
  exit 1
fi

# In memory where there is plenty: a database is made for every test, and a disk makes that ten times slower.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ -z "${TMPDIR:-}" ] && [ "${room:-0}" -gt 2000000 ]; then
  TMPDIR=/dev/shm
fi
dir=$(mktemp -d "${TMPDIR:-/tmp}/fo-pg.XXXXXX")
chmod 711 "$dir"
pid=

if [ "$(id -u)" = 0 ]; then
  chown 65534:65534 "$dir"
  as="setpriv --reuid=65534 --regid=65534 --clear-groups --pdeathsig=QUIT"
else
  as="setpriv --pdeathsig=QUIT"
fi

say () {
  echo "with-postgres: $*" >&2
}

# Each statement that depends on the language of the database shall show it: Russian rules, which no code may rely on.
locale=
case $("$bin/initdb" --help) in
*--icu-locale*) locale="--locale-provider=icu --icu-locale=ru" ;;
esac

start () {
  (cd / && exec env HOME="$dir" $as "$bin/postgres" -D "$dir/data") >>"$dir/log" 2>&1 </dev/null &
  pid=$!
  tries=0
  until "$bin/pg_isready" -q -h "$dir" -U firstout -d postgres; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$pid" 2>/dev/null; then
      say "the server does not start:"
      cat "$dir/log" >&2
      exit 1
    fi
    sleep 0.05
  done
}

# Immediately, as a power cut would: connections break, nothing is flushed in good order.
stop () {
  [ -n "$pid" ] || return 0
  kill -QUIT "$pid" 2>/dev/null || :
  wait "$pid" 2>/dev/null || :
  pid=
}

finish () {
  stop
  rm -rf "$dir"
}
trap finish EXIT
trap 'exit 143' INT TERM HUP

initialise () {
  (cd / && env HOME="$dir" $as "$bin/initdb" -D "$dir/data" -U firstout -A trust -E UTF8 --locale=C.UTF-8 $locale --no-sync \
    --no-instructions) >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
}

# FO_TEST_PG_SEED names a folder that is one test run's alone: the first to come makes an empty server there, the others copy it.
if [ -n "${FO_TEST_PG_SEED:-}" ]; then
  exec 9>"$FO_TEST_PG_SEED.lock"
  flock 9
  if [ ! -d "$FO_TEST_PG_SEED" ]; then
    initialise
    cp -a "$dir/data" "$FO_TEST_PG_SEED.new"
    mv "$FO_TEST_PG_SEED.new" "$FO_TEST_PG_SEED"
  fi
  exec 9>&-
  [ -d "$dir/data" ] || cp -a "$FO_TEST_PG_SEED" "$dir/data"
else
  initialise
fi
cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
fsync = off
synchronous_commit = on
full_page_writes = off
shared_buffers = 32MB
max_connections = 60
autovacuum_naptime = 10s
logging_collector = off
CONF
start

if [ "${1:-}" != --serve ]; then
  FO_TEST_PG=$dir "$@"
  exit
fi

echo "ready $dir"
while read -r line; do
  case $line in
  stop) stop; echo stopped ;;
  start) start; echo ready ;;
  restart) stop; start; echo ready ;;
  esac
done
