#!/usr/bin/env bash
# Writes the database to fern-TIME.dump (pg_dump's custom format) in BACKUP_FOLDER, and prints its path. A dump that
# can't be read again is none. BACKUP_KEEP says how many to keep; all, when it is not set. Usage: backup.sh
set -euo pipefail
umask 077
# shellcheck source-path=SCRIPTDIR source=database.sh
source "$(dirname "$0")/database.sh"

folder=${BACKUP_FOLDER:-backups}
mkdir -p "$folder"
file=$folder/fern-$(date -u +%Y%m%dT%H%M%SZ).dump
trap 'rm -f "$file.part"' EXIT

pg_dump --format=custom --no-owner --no-privileges --file="$file.part" --dbname="$database"
if ! pg_restore --list "$file.part" | grep ' TABLE DATA ' >/dev/null; then
  echo 'The dump holds no table.' >&2
  exit 1
fi
mv "$file.part" "$file"
echo "$file"

if [ -n "${BACKUP_KEEP:-}" ]; then
  # Names sort as times do.
  find "$folder" -maxdepth 1 -name 'fern-*.dump' | sort -r | tail -n "+$((BACKUP_KEEP + 1))" | while read -r old; do
    rm -- "$old"
  done
fi
