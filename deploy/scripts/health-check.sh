#!/usr/bin/env bash
# Whether a Fern works: waits until it says that it is ready, then has it evaluate code that it has never seen. Ends
# with 0 when the score is one. Usage: health-check.sh URL [KEY]; the key may also be in API_KEY or the file of
# API_KEY_FILE. FERN_WAIT says how many seconds to wait (120); curl reads the authority to trust from CURL_CA_BUNDLE.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  sed -n '2,4s/^# //p' "$0" >&2
  exit 2
fi
url=${1%/}
key=${2:-${API_KEY:-}}
if [ -z "$key" ] && [ -n "${API_KEY_FILE:-}" ]; then key=$(<"$API_KEY_FILE"); fi
# Several keys may be configured, with commas between.
key=${key%%,*}

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# ask PATH [ARGUMENT …]: prints the status, 000 when nobody answers; the answer itself goes to a file. The key goes over
# standard input, as everybody on a machine sees arguments.
ask() {
  local path=$1
  shift
  : >"$answer"
  { [ -z "$key" ] || printf 'header = "X-API-Key: %s"\n' "$key"; } |
    curl --config - --silent --show-error --max-time "${FERN_TIMEOUT:-60}" --output "$answer" \
      --write-out '%{http_code}' "$@" "$url$path" || true
}

deadline=$((SECONDS + ${FERN_WAIT:-120}))
until status=$(ask /readyz 2>/dev/null) && [ "$status" = 200 ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "$url is not ready (status $status): $(head -c 1000 "$answer")" >&2
    exit 1
  fi
  sleep 1
done

# A name of its own, so that no cache knows the answer.
name=total$RANDOM$RANDOM
body=$(printf '{"golden_content":"%s","generated_content":"%s","language":"ts","evaluation_type":"file"}' \
  "export function $name(values: number[]): number { return values.reduce((sum, value) => sum + value, 0); }" \
  "export function $name(list: number[]): number { let all = 0; for (const one of list) all += one; return all; }")
status=$(ask /evaluate --header 'Content-Type: application/json' --data "$body")
score=$(grep -o '"overall": *[0-9.]*' "$answer" | head -n 1 | grep -o '[0-9.]*$' || true)
if [ "$status" != 200 ] || [[ ! $score =~ ^0?\.[0-9]+$ ]]; then
  echo "$url does not evaluate (status $status): $(head -c 1000 "$answer")" >&2
  exit 1
fi
echo "$url is ready and evaluates (score $score)."
