#!/usr/bin/env bash
# Lets the stack on this machine run another version: backs up the database, changes FERN_TAG in .env, starts what is
# new, and checks it. Where that fails, the version before is started again, and this ends with 1.
# Usage: deploy.sh TAG; FERN_URL says what to check (https://localhost), BACKUP=no leaves the backup out.
set -euo pipefail

if [ $# -ne 1 ] || [[ ! $1 =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]]; then
  sed -n '2,4s/^# //p' "$0" >&2
  exit 2
fi
tag=$1
scripts=$(cd "$(dirname "$0")" && pwd)
cd "${FERN_DEPLOY:-$scripts/..}"
touch .env
previous=$(sed -n 's/^FERN_TAG=//p' .env | tail -n 1)

# A tag from the environment would win over the file.
compose() { env -u FERN_TAG docker compose "$@"; }

use() {
  sed '/^FERN_TAG=/d' .env >.env.part
  echo "FERN_TAG=$1" >>.env.part
  mv .env.part .env
}

start() {
  compose up --detach --wait --no-build --remove-orphans &&
    API_KEY_FILE=${API_KEY_FILE:-secrets/api_key} CURL_CA_BUNDLE=${CURL_CA_BUNDLE:-secrets/ca.crt} \
      "$scripts/health-check.sh" "${FERN_URL:-https://localhost}"
}

if [ "${BACKUP:-yes}" != no ] && [ -n "$(compose ps --quiet postgres)" ]; then
  compose run --rm tools backup.sh
fi
use "$tag"
if compose pull api worker && start; then
  echo "$tag runs."
  exit 0
fi

echo "$tag does not work." >&2
compose logs --tail=100 api worker >&2 || true
if [ -z "$previous" ]; then
  echo 'There is no version before it.' >&2
  exit 1
fi
use "$previous"
if start; then
  echo "$previous runs again." >&2
else
  echo "$previous, the version before, does not start either." >&2
fi
exit 1
