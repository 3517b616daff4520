#!/bin/sh
# What the official postgres image does on start, as far as Testcontainers' PostgreSQLContainer and these tests need it:
# POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, scripts in /docker-entrypoint-initdb.d, "postgres -c name=value" as command.
set -eu

case "${1:-postgres}" in
  -*) set -- postgres "$@" ;;
  postgres) [ $# -gt 0 ] || set -- postgres ;;
  *) exec "$@" ;;                                    # any other command runs as it is
esac

: "${PGDATA:=/var/lib/postgresql/data}" "${POSTGRES_USER:=postgres}"
: "${POSTGRES_DB:=$POSTGRES_USER}" "${POSTGRES_PASSWORD:=}" "${POSTGRES_HOST_AUTH_METHOD:=scram-sha-256}"
sockets=/var/run/postgresql

if [ "$(id -u)" = 0 ]; then                          # postgres refuses to run as root
  mkdir -p "$PGDATA" "$sockets"
  chown postgres:postgres "$PGDATA" "$sockets"
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

as_superuser() { psql -qX -v ON_ERROR_STOP=1 -h "$sockets" -U "$POSTGRES_USER" "$@"; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    echo "POSTGRES_PASSWORD is not set (or set POSTGRES_HOST_AUTH_METHOD=trust)" >&2
    exit 1
  fi
  password=$(mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:-unused}" >"$password"
  # --no-sync: the data is thrown away; C.UTF-8: the same sort order on every machine
  # shellcheck disable=SC2086
  initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile="$password" --no-sync -E UTF8 --locale=C.UTF-8 \
    --auth-local=trust --auth-host="$POSTGRES_HOST_AUTH_METHOD" ${POSTGRES_INITDB_ARGS:-} >/dev/null
  rm -f "$password"
  echo "host all all all $POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"

  # A first server on the socket alone prepares the database. Its "ready to accept connections" is the first of the
  # two for which PostgreSQLContainer waits.
  "$@" -D "$PGDATA" -c listen_addresses= -c unix_socket_directories="$sockets" &
  server=$!
  until pg_isready -q -d postgres -h "$sockets" -U "$POSTGRES_USER"; do
    kill -0 "$server" || exit 1
    sleep 0.05
  done
  [ "$POSTGRES_DB" = postgres ] || echo 'CREATE DATABASE :"db";' | as_superuser -v db="$POSTGRES_DB" -d postgres
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sql) as_superuser -d "$POSTGRES_DB" -f "$file" ;;
      *.sh) . "$file" ;;
    esac
  done
  kill -INT "$server"
  wait "$server" || true
fi

exec "$@" -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories="$sockets"
