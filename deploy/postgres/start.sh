#!/usr/bin/env bash
# Starts PostgreSQL with TLS. It takes a key only from a file that is its own and nobody else can read, which a mounted
# secret is not.
set -euo pipefail
install -o postgres -g postgres -m 600 /run/secrets/postgres_key /run/tls/server.key
install -o postgres -g postgres -m 644 /run/secrets/postgres_certificate /run/tls/server.crt
exec docker-entrypoint.sh postgres \
  -c ssl=on -c ssl_min_protocol_version=TLSv1.2 \
  -c ssl_cert_file=/run/tls/server.crt -c ssl_key_file=/run/tls/server.key \
  -c hba_file=/etc/postgresql/hba.conf
