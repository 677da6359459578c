# shellcheck shell=bash
# Sourced by backup.sh and restore.sh: which database. DB_URL says it, or DB_HOST, DB_PORT, DB_NAME, DB_USER and
# DB_PASSWORD or DB_PASSWORD_FILE, as for Fern itself. Passwords go to PostgreSQL's tools in the environment, as
# everybody on a machine sees arguments.

if [ -n "${DB_URL:-}" ]; then
  database=$DB_URL
  if [[ $DB_URL =~ ^(postgres(ql)?://[^:@/]*):([^@]*)@(.*)$ ]]; then
    database=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
    encoded=${BASH_REMATCH[3]}
    PGPASSWORD=$(printf '%b' "${encoded//%/\\x}")
  fi
elif [ -n "${DB_HOST:-}" ]; then
  export PGHOST=$DB_HOST PGPORT=${DB_PORT:-5432} PGUSER=${DB_USER:-fern}
  database=${DB_NAME:-fern}
  if [ -n "${DB_PASSWORD_FILE:-}" ]; then
    PGPASSWORD=$(<"$DB_PASSWORD_FILE")
  elif [ -n "${DB_PASSWORD:-}" ]; then
    PGPASSWORD=$DB_PASSWORD
  fi
else
  echo 'Set DB_URL, or DB_HOST and what goes with it.' >&2
  exit 2
fi
[ -z "${PGPASSWORD:-}" ] || export PGPASSWORD
export database
