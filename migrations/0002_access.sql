-- The role that the API works as, the user it works for, and personal access tokens.
-- docs/decisions/0002-one-call-per-request.md gives the reasons.

-- The schema exists already when this file runs: tools/migrate keeps its own tables in it.
create schema if not exists app;
revoke all on schema app from public;

-- The role may exist already: roles belong to the whole cluster, and another database on it may have made this one.
do $$
begin
  create role task_api nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;
-- The connecting user becomes a member, because only members may `set role`, and on Neon and other hosts it is no superuser.
grant task_api to current_user;
grant usage on schema app, public to task_api;

-- The functions of the numbered files are those that defaults, policies and conditions of triggers need.

-- Returns the user of this transaction, whom app.begin_request sets; null before that.
create function app.user_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.user_id', true), '')::uuid;

-- Returns the session or the token that this transaction works for, as `session:<id>` or `token:<id>`; null before
-- app.begin_request.
create function app.actor() returns text
  language sql stable parallel safe
  return nullif(current_setting('app.actor', true), '');

revoke execute on function app.actor from public;
grant execute on function app.user_id, app.actor to task_api;

-- The head of a user's change log: the newest number, and the counts that quotas bound. Each transaction that writes locks
-- the row until it ends, so that changes of one user become visible in the order of their numbers: a client that has seen n
-- has seen everything up to n. The counts are in the same row because every write updates it anyway. The fill factor leaves
-- room for these updates in the page, so that they touch no index (HOT).
create table public.change_log_heads (
  user_id uuid primary key references auth."user" (id) on delete cascade,
  seq bigint not null,
  -- Tombstones up to this number may be deleted: a client that has seen less must read everything anew.
  compacted_through bigint not null default 0,
  tasks bigint not null default 0,
  lists bigint not null default 0,
  labels bigint not null default 0,
  bytes bigint not null default 0,
  deletions bigint not null default 0,
  undo_bytes bigint not null default 0,
  -- Responses that were stored on this day (UTC), and their bytes; both begin at 0 again with the next day.
  responses_on date not null default '-infinity',
  responses bigint not null default 0,
  response_bytes bigint not null default 0
) with (fillfactor = 50);
alter table public.change_log_heads enable row level security;

create table public.access_tokens (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  scopes text[] not null check (cardinality(scopes) between 1 and 10),
  -- SHA-256 in hex, so that reading this table gives away no token.
  hash text not null unique,
  -- The token's last four characters, by which its owner recognises it.
  hint text not null,
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  -- A revoked token stays for 30 days, so that its changes can still be undone.
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (user_id, id)
);
-- The sub-select, here and in every such policy, makes the user a constant of the plan and so an index condition.
alter table public.access_tokens enable row level security;
create policy own_rows on public.access_tokens to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
grant select (user_id, id, name, scopes, hint, expires_at, last_used_at, revoked_at, created_at)
  on public.access_tokens to task_api;
-- Inserts are not granted: app.insert_token does them, and limits their number.
grant update (revoked_at) on public.access_tokens to task_api;
