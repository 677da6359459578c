#!/usr/bin/env bash
# Puts back what backup.sh wrote, in one transaction. Where there is something already it does nothing, unless --force
# is given: then all of it goes first. Usage: restore.sh FILE [--force]
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=database.sh
source "$(dirname "$0")/database.sh"

if [ $# -lt 1 ] || [ $# -gt 2 ] || { [ $# -eq 2 ] && [ "$2" != --force ]; }; then
  sed -n '2,3s/^# //p' "$0" >&2
  exit 2
fi
file=$1
force=${2:-}

if ! pg_restore --list "$file" | grep ' TABLE DATA ' >/dev/null; then
  echo "$file is no dump of a database with tables." >&2
  exit 1
fi

quietly() { psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 --dbname="$database" "$@"; }

own="n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'"
found=$(quietly --command="select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where $own")
if [ "$found" -gt 0 ] && [ -z "$force" ]; then
  echo "The database is not empty ($found tables, indexes and the like); --force replaces what it holds." >&2
  exit 1
fi

# All statements are made before the first is carried out: what goes takes others along.
empty() {
  cat <<SQL
do \$\$
declare
  statements text[];
  statement text;
begin
  statements := array(
    select format('drop schema if exists %I cascade', n.nspname)
    from pg_namespace n where $own and n.nspname <> 'public'
  ) || array(
    select format('drop %s if exists %s cascade', case c.relkind
      when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, c.oid::regclass)
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'a', 'i'))
  ) || array(
    select format('drop routine if exists %s cascade', p.oid::regprocedure)
    from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  ) || array(
    select format('drop type if exists %s cascade', t.oid::regtype)
    from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
      and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
  );
  foreach statement in array statements loop
    execute statement;
  end loop;
end \$\$;
SQL
}

# Without the last line, which only a whole dump is followed by, PostgreSQL forgets all that came before.
{
  echo 'set client_min_messages = warning;'
  echo 'begin;'
  [ -z "$force" ] || empty
  pg_restore --no-owner --no-privileges --file=- "$file"
  echo 'commit;'
} | quietly --output=/dev/null
echo "$file is restored."
