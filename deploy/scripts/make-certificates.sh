#!/usr/bin/env bash
# Makes an authority of one's own and certificates signed by it, to try the stack out: for nginx (the names given, and
# localhost) and for PostgreSQL. What is there already stays. Usage: make-certificates.sh [FOLDER] [NAME …]
set -euo pipefail
umask 077

here=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$here/secrets}
[ $# -eq 0 ] || shift
days=${FERN_CERTIFICATE_DAYS:-365}
mkdir -p "$folder"
chmod 700 "$folder"
cd "$folder"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -e ca.key ] || [ ! -e ca.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$((days * 10))" -sha256 \
    -subj '/CN=Fern authority' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout ca.key -out ca.crt 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
fi

# certificate FILE NAME …: a key and a certificate for those names.
certificate() {
  local file=$1 names=() name
  shift
  if [ -e "$file.key" ] && [ -e "$file.crt" ]; then
    echo "$folder/$file.crt is there already."
    return
  fi
  for name; do
    if [[ $name =~ ^[0-9.]+$ || $name == *:* ]]; then names+=("IP:$name"); else names+=("DNS:$name"); fi
  done
  printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature' \
    'extendedKeyUsage=serverAuth' "subjectAltName=$(IFS=,; echo "${names[*]}")" >"$work/extensions"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -subj "/CN=$1" \
    -keyout "$work/key" -out "$work/request" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  openssl x509 -req -in "$work/request" -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 16)" \
    -days "$days" -sha256 -extfile "$work/extensions" -out "$work/certificate" 2>"$work/log" ||
    { cat "$work/log" >&2; exit 1; }
  mv "$work/key" "$file.key"
  mv "$work/certificate" "$file.crt"
  echo "$folder/$file.crt is for $*."
}

certificate tls "$@" localhost 127.0.0.1
certificate postgres postgres localhost 127.0.0.1

# Containers read these files as users of their own, one file each; on this machine the folder keeps others out.
chmod 644 ca.crt tls.crt tls.key postgres.crt postgres.key
