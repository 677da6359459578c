#!/usr/bin/env bash
# Makes what is secret about an installation, at random: the API key and the passwords. What is there already stays.
# Usage: make-secrets.sh [FOLDER]
set -euo pipefail
umask 077

folder=${1:-$(cd "$(dirname "$0")/.." && pwd)/secrets}
mkdir -p "$folder"
chmod 700 "$folder"

for name in api_key db_password grafana_password; do
  file=$folder/$name
  if [ -e "$file" ]; then
    echo "$file is there already."
    continue
  fi
  # Without a line's end, which some readers would take for a part of it.
  printf %s "$(openssl rand -hex 32)" >"$file"
  # Containers read it as users of their own; on this machine the folder keeps others out.
  chmod 644 "$file"
  echo "$file is new."
done
