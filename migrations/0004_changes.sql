-- Tombstones, by which clients learn of deletions, and revisions, by which changes are undone.

-- A tombstone is what remains of a task or a list that was deleted for good. It is kept for 30 days.
create table public.tombstones (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  type text not null check (type in ('task', 'list')),
  id uuid not null,
  -- The version before the deletion.
  version integer not null,
  deleted_at timestamptz not null default now(),
  primary key (user_id, seq)
);
create unique index tombstones_id_idx on public.tombstones (user_id, type, id);
create index tombstones_deleted_at_idx on public.tombstones (deleted_at);
alter table public.tombstones enable row level security;
create policy own_rows on public.tombstones to task_api using (user_id = (select app.user_id()));
grant select on public.tombstones to task_api;

-- A revision is a row as it was before a token changed it, so that the change can be undone. It is kept for 30 days.
create table app.revisions (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  token_id uuid not null,
  type text not null,
  id uuid not null,
  -- The number of the row or its tombstone before the change; null where there was neither.
  seq_before bigint,
  -- The number of the row or its tombstone while it is as this change left it. Undoing a later change gives it a new one.
  seq_now bigint not null,
  -- Null where there was no row.
  before jsonb,
  deleted boolean not null,
  -- The size that the quota counts.
  bytes bigint not null default 200,
  at timestamptz not null default now(),
  primary key (user_id, seq)
);
create index revisions_token_idx on app.revisions (user_id, token_id, seq);
create index revisions_row_idx on app.revisions (user_id, type, id);
create index revisions_at_idx on app.revisions (at);

-- Declared for the triggers, and defined in functions/ (see 0001).
create function app.write_tombstone() returns trigger language plpgsql as 'begin end';
create function app.remove_tombstone() returns trigger language plpgsql as 'begin end';
create function app.record_revision() returns trigger language plpgsql as 'begin end';
create function app.count_revision() returns trigger language plpgsql as 'begin end';
create function app.subtract_counts() returns trigger language plpgsql as 'begin end';

-- The numbers in these names give the order, on which app.record_revision relies: a tombstone is written before it, and
-- removed after it.
create trigger tasks_30_write_tombstone after delete on public.tasks
  for each row execute function app.write_tombstone('task');
create trigger lists_30_write_tombstone after delete on public.lists
  for each row execute function app.write_tombstone('list');
create trigger tasks_40_record_revision after insert or update or delete on public.tasks
  for each row when (app.actor() like 'token:%') execute function app.record_revision('task');
create trigger lists_40_record_revision after insert or update or delete on public.lists
  for each row when (app.actor() like 'token:%') execute function app.record_revision('list');
create trigger tasks_50_remove_tombstone after insert on public.tasks
  for each row execute function app.remove_tombstone('task');
create trigger lists_50_remove_tombstone after insert on public.lists
  for each row execute function app.remove_tombstone('list');

create trigger revisions_count before insert on app.revisions for each row execute function app.count_revision();
create trigger tombstones_subtract_counts after delete on public.tombstones
  referencing old table as deleted for each statement execute function app.subtract_counts('tombstones');
create trigger revisions_subtract_counts after delete on app.revisions
  referencing old table as deleted for each statement execute function app.subtract_counts('revisions');
create constraint trigger tombstones_write_counts after insert on public.tombstones
  deferrable initially deferred for each row when (app.has_unwritten_counts()) execute function app.write_counts_at_commit();
create constraint trigger revisions_write_counts after insert on app.revisions
  deferrable initially deferred for each row when (app.has_unwritten_counts()) execute function app.write_counts_at_commit();
