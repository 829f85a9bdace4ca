-- The API's side: the role it works as, who it works for, and personal access tokens.
-- docs/decisions/0002-one-call-per-request.md tells why.

-- The migration runner keeps its own tables in it.
create schema if not exists app;
revoke all on schema app from public;

-- Roles belong to the whole cluster: another database on it may have made this one already.
do $$
begin
  create role task_api nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;
-- Only a member may `set role` to it; on Neon and other hosts the connecting user is no superuser.
grant task_api to current_user;
grant usage on schema app, public to task_api;

-- Defaults, policies and conditions of triggers need the functions of these files, so they are not in functions/.

-- Returns the user that app.enter admitted to this transaction; null before that.
create function app.user_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.user_id', true), '')::uuid;

-- Returns the session or the token that this transaction works for, as `session:<id>` or `token:<id>`; null before
-- app.enter.
create function app.actor() returns text
  language sql stable parallel safe
  return nullif(current_setting('app.actor', true), '');

revoke execute on function app.actor from public;
grant execute on function app.user_id, app.actor to task_api;

-- One row a user. Whoever writes locks it until the transaction ends, so that changes of one user become visible in the
-- order of their numbers: who has seen n has seen everything up to n. The counts that quotas bound stand in it because
-- every write locks and writes it anyway. The row changes at every write: with room in its page, no index has to hear of it.
create table public.clocks (
  user_id uuid primary key references auth."user" (id) on delete cascade,
  seq bigint not null,
  -- Deletions up to this number are forgotten.
  floor bigint not null default 0,
  tasks bigint not null default 0,
  lists bigint not null default 0,
  labels bigint not null default 0,
  bytes bigint not null default 0,
  deletions bigint not null default 0,
  undo_bytes bigint not null default 0,
  -- Answers that were kept on this day (UTC), and their bytes; both begin again with the next day.
  kept_on date not null default '-infinity',
  kept bigint not null default 0,
  kept_bytes bigint not null default 0
) with (fillfactor = 50);
alter table public.clocks enable row level security;

create table public.access_tokens (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  scopes text[] not null check (cardinality(scopes) between 1 and 10),
  -- SHA-256 in hex: whoever reads this table learns no token.
  hash text not null unique,
  -- The token's last four characters, by which its owner knows it again.
  hint text not null,
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  -- A revoked token stays for a while, so that what it did can still be undone.
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (user_id, id)
);
-- In every such policy, the sub-select makes the user a constant of the plan, so that it becomes an index condition.
alter table public.access_tokens enable row level security;
create policy own_rows on public.access_tokens to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
grant select (user_id, id, name, scopes, hint, expires_at, last_used_at, revoked_at, created_at)
  on public.access_tokens to task_api;
-- New ones come by app.insert_token, which counts them.
grant update (revoked_at) on public.access_tokens to task_api;
