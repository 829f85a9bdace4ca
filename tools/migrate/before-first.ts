// Finds everything that obstructs the first migration, each with the statement that fixes it.
import type { Client } from 'pg'
import type { Migration } from './migration.ts'

/** Changes nothing. Empty if the migrations can begin, or have already begun. */
export async function obstacles(
  client: Client,
  migrations: readonly Migration[],
): Promise<string[]> {
  const { rows } = await client.query<Findings>(findings, [publicTables(migrations)])
  const [found] = rows
  if (!found || found.begun) return []
  const { me, database } = found
  const lines: (string | false)[] = [
    found.version < 150_000 &&
      `Postgres ${Math.floor(found.version / 10_000)} is too old: Duly needs 15 or newer.`,
    ...found.schemas.map(({ name, objects }) =>
      objects === 0
        ? // Duly's own schema may exist; the other is created by the migration.
          name === 'auth' &&
          `There is a schema "${name}" already, and it is empty:\n    drop schema ${name};`
        : `There is a schema "${name}" already, which something else uses (Neon's Data API and Supabase have an "auth"). ${ownDatabase}`,
    ),
    found.tables.length > 0 &&
      `There are tables in the schema "public" that have the names of Duly's: ${found.tables.join(', ')}. ${ownDatabase}`,
    !found.may_create_schemas &&
      `${me} may not create schemas:\n    grant create on database ${database} to ${me};`,
    !found.may_create_tables &&
      `${me} may not create tables in the schema "public":\n    grant create on schema public to ${me};`,
    // Even if the role exists, because Postgres checks the right first.
    !found.may_create_roles &&
      `${me} may not create the role task_api:\n    alter role ${me} createrole;`,
    found.role !== null &&
      !found.may_grant &&
      `The role task_api is there already (roles belong to the whole server), and ${me} may not grant it:\n    grant task_api to ${me} with admin option;`,
    found.role === 'powerful' &&
      'The role task_api is there already, and row-level security would not hold it back:\n    alter role task_api nosuperuser nobypassrls;',
  ]
  return lines.filter((line) => line !== false)
}

const ownDatabase =
  'Give Duly a database of its own, and name that one in DATABASE_URL:\n    create database duly;'

/** Tables that the migrations create in public. */
export const publicTables = (migrations: readonly Migration[]): string[] =>
  migrations.flatMap(({ sql }) =>
    [...sql.matchAll(/create table public\.(\w+)/g)].map(([, name = '']) => name),
  )

interface Findings {
  begun: boolean
  me: string
  database: string
  version: number
  schemas: { name: string; objects: number }[]
  tables: string[]
  may_create_schemas: boolean
  may_create_tables: boolean
  may_create_roles: boolean
  may_grant: boolean
  role: 'plain' | 'powerful' | null
}

const findings = `
  select
    to_regclass('app.migrations') is not null as begun,
    quote_ident(current_user) as me,
    quote_ident(current_database()) as database,
    current_setting('server_version_num')::int as version,
    (select coalesce(json_agg(json_build_object('name', nspname, 'objects',
         (select count(*) from pg_class where relnamespace = pg_namespace.oid)
       + (select count(*) from pg_proc where pronamespace = pg_namespace.oid)
       + (select count(*) from pg_type where typnamespace = pg_namespace.oid)) order by nspname), '[]')
       from pg_namespace where nspname in ('app', 'auth')) as schemas,
    (select coalesce(json_agg(relname order by relname), '[]') from pg_class
       where relnamespace = to_regnamespace('public') and relname = any($1)) as tables,
    has_database_privilege(current_database(), 'create') as may_create_schemas,
    coalesce(has_schema_privilege(to_regnamespace('public')::oid, 'create'), false) as may_create_tables,
    own.rolsuper or own.rolcreaterole as may_create_roles,
    coalesce((select pg_has_role(oid, 'member with admin option') from pg_roles where rolname = 'task_api'), false)
      -- Before Postgres 16, who may create roles may also grant any.
      or current_setting('server_version_num')::int < 160000 as may_grant,
    (select case when rolsuper or rolbypassrls then 'powerful' else 'plain' end
       from pg_roles where rolname = 'task_api') as role
  from pg_roles own where own.rolname = current_user`
