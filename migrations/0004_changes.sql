-- What synchronises clients, and what can be undone.

-- What is left of a task or a list that was deleted for good, for 30 days.
create table public.tombstones (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  type text not null check (type in ('task', 'list')),
  id uuid not null,
  -- The last one that it had.
  version integer not null,
  deleted_at timestamptz not null default now(),
  primary key (user_id, seq)
);
create unique index tombstones_id_idx on public.tombstones (user_id, type, id);
create index tombstones_deleted_at_idx on public.tombstones (deleted_at);
alter table public.tombstones enable row level security;
create policy own_rows on public.tombstones to task_api using (user_id = (select app.user_id()));
grant select on public.tombstones to task_api;

-- What a token changed, row by row as it was before, for 30 days: so that it can be undone.
create table app.revisions (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  token_id uuid not null,
  type text not null,
  id uuid not null,
  -- The number of the row or its tombstone before the change, null where there was neither; and the one that it has
  -- while it is as this change left it, which is another where something later was undone.
  seq_before bigint,
  seq_now bigint not null,
  -- Null where there was no row.
  before jsonb,
  deleted boolean not null,
  -- As the quota counts them.
  bytes bigint not null default 200,
  at timestamptz not null default now(),
  primary key (user_id, seq)
);
create index revisions_token_idx on app.revisions (user_id, token_id, seq);
create index revisions_row_idx on app.revisions (user_id, type, id);
create index revisions_at_idx on app.revisions (at);

-- Defined in functions/, declared for the triggers (see 0001).
create function app.bury() returns trigger language plpgsql as 'begin end';
create function app.unearth() returns trigger language plpgsql as 'begin end';
create function app.keep_revision() returns trigger language plpgsql as 'begin end';
create function app.size_revision() returns trigger language plpgsql as 'begin end';
create function app.forget_counts() returns trigger language plpgsql as 'begin end';

-- Postgres runs triggers in the order of their names, and app.keep_revision relies on it.
create trigger tasks_bury after delete on public.tasks for each row execute function app.bury('task');
create trigger lists_bury after delete on public.lists for each row execute function app.bury('list');
create trigger tasks_keep_revision after insert or update or delete on public.tasks
  for each row when (app.actor() like 'token:%') execute function app.keep_revision('task');
create trigger lists_keep_revision after insert or update or delete on public.lists
  for each row when (app.actor() like 'token:%') execute function app.keep_revision('list');
create trigger tasks_unearth after insert on public.tasks for each row execute function app.unearth('task');
create trigger lists_unearth after insert on public.lists for each row execute function app.unearth('list');

create trigger revisions_size before insert on app.revisions for each row execute function app.size_revision();
create trigger tombstones_forget_counts after delete on public.tombstones
  referencing old table as forgotten for each statement execute function app.forget_counts('tombstones');
create trigger revisions_forget_counts after delete on app.revisions
  referencing old table as forgotten for each statement execute function app.forget_counts('revisions');
create constraint trigger tombstones_counts after insert on public.tombstones
  deferrable initially deferred for each row when (app.is_uncounted()) execute function app.at_the_end();
create constraint trigger revisions_counts after insert on app.revisions
  deferrable initially deferred for each row when (app.is_uncounted()) execute function app.at_the_end();
