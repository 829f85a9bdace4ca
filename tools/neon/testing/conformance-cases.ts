/** The driver's input in the conformance test; both backends must give the same answers. */

export interface Case {
  sql: string
  params?: unknown[]
}

const value = (sql: string, ...params: unknown[]): Case => ({ sql: `select ${sql} as v`, params })

export const TYPES: Case[] = [
  value('1'),
  value('(-2147483648)::int'),
  value('9007199254740993::bigint'),
  value('1::smallint'),
  value(`'123456789012345678901234567890.1234567890'::numeric`),
  value(`'NaN'::numeric`),
  value('0.1::float8 + 0.2::float8'),
  value(`'NaN'::float8`),
  value(`'-Infinity'::float8`),
  value(`''::text`),
  value(`'naïve ☃ 𝄞 "quoted" \\ back'`),
  value('true'),
  value('null'),
  value('null::int'),
  value(`'2026-02-03 04:05:06.789012+02'::timestamptz`),
  value(`'2026-02-03 04:05:06'::timestamp`),
  value(`'infinity'::timestamptz`),
  value(`'2026-02-03'::date`),
  value(`'04:05:06'::time`),
  value(`'1 day 02:00'::interval`),
  value(`'0190a0a0-0000-7000-8000-000000000000'::uuid`),
  value(`'{"a": [1, null, "x"]}'::json`),
  value(`'{"b": 1, "a": 2}'::jsonb`),
  value(`'\\x00ff'::bytea`),
  value(`array[1, null, 3]`),
  value(`array['a,b', 'c"d', null]::text[]`),
  value(`'{}'::int[]`),
  value(`array[[1, 2], [3, 4]]`),
  value(`row(1, 'a')`),
  value(`int4range(1, 5)`),
  value(`'a'::"char"`),
  value(`'abc'::varchar(10)`),
]

export const PARAMETERS: Case[] = [
  value('$1::text', 'plain'),
  value('$1::text', "it's ☃"),
  value('$1::int + $2::int', 40, 2),
  value('$1::bigint', '9007199254740993'),
  value('$1::bool', false),
  value('$1::text is null', null),
  value('$1::timestamptz', new Date('2026-02-03T04:05:06.789Z')),
  value('$1::jsonb', { a: [1, 'two'] }),
  value('$1::int[]', [1, 2, 3]),
  value('$1::text[]', ['a', 'b"c', null]),
  value('$1::text[]', []),
  value('$1::bytea', Buffer.from([0, 255, 10])),
  value('$1::uuid', '0190a0a0-0000-7000-8000-000000000000'),
]

/** In order: later ones depend on earlier ones. */
export const COMMANDS: Case[] = [
  { sql: 'create table items (id int primary key, name text not null, note varchar(3))' },
  { sql: `create index items_name on items (name)` },
  { sql: `insert into items values (1, 'one'), (2, 'two'), (3, 'three')` },
  { sql: `insert into items values (4, 'four') returning id, name` },
  { sql: 'select * from items order by id' },
  { sql: 'select from items' },
  { sql: 'select id from items where false' },
  { sql: `update items set note = 'x' where id < $1`, params: [3] },
  { sql: `update items set note = 'y' where id = 2 returning *` },
  { sql: 'delete from items where id = 4' },
  { sql: 'delete from items where false' },
  { sql: `with gone as (delete from items where id = 3 returning id) select id from gone` },
  {
    sql: `merge into items using (values (1)) v (id) on items.id = v.id
          when matched then update set note = 'm'`,
  },
  { sql: 'do $$ begin perform 1; end $$' },
  { sql: `set local work_mem = '1MB'` },
  { sql: 'show search_path' },
  { sql: 'explain (costs off) select 1' },
  { sql: 'values (1), (2)' },
  { sql: 'truncate items' },
  { sql: '' },
  { sql: '-- nothing' },
  { sql: `create function shout(t text) returns text language sql as 'select upper(t)'` },
  { sql: `select shout('x'), current_user, session_user, current_database() <> ''` },
  { sql: 'create table owned (item int references items (id), n int check (n > 0))' },
  { sql: 'create table if not exists owned (item int)' },
  { sql: 'alter table owned enable row level security' },
  { sql: `begin` },
  { sql: `rollback` },
]

export const ERRORS: Case[] = [
  { sql: 'selec 1' },
  { sql: 'select 1; select 2' },
  { sql: 'select * from nowhere' },
  { sql: 'select nothing from items' },
  { sql: 'select 1/0' },
  { sql: `select 'x'::int` },
  { sql: 'select $1::int', params: ['x'] },
  { sql: 'select $1::int' },
  { sql: 'select 1', params: [1] },
  { sql: 'select $1::text', params: ['nul \0 inside'] },
  { sql: 'select 1 -- nul \0 inside' },
  { sql: `insert into items values (1, 'a'), (1, 'b')` },
  { sql: 'insert into items values (1, null)' },
  { sql: `insert into items values (1, 'a', 'longer')` },
  {
    sql: `do $$ begin raise exception using errcode = 'P0042', message = 'm ☃', detail = 'd',
          hint = 'h', schema = 's', table = 't', column = 'c', datatype = 'y', constraint = 'k';
          end $$`,
  },
  { sql: 'create function broken() returns int language sql as $$ selec 1 $$' },
  { sql: `do $$ begin execute 'selec 1'; end $$` },
  { sql: 'set role nobody_at_all' },
  { sql: 'insert into owned values (77, 1)' },
  { sql: 'insert into owned values (null, 0)' },
  { sql: 'insert into owned values (null, $1)', params: ['99999999999'] },
  { sql: 'insert into owned (nothing) values (1)' },
]
