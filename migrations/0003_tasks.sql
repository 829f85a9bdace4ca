-- Lists and tasks.

create table public.lists (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  -- Folded for searching and sorting by the Worker (worker/domain/search-terms.ts), so that it is the same on every Postgres.
  name_key text collate "C" not null default '',
  color text not null default 'gray' constraint lists_color_check check (
    color in ('gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'indigo', 'purple', 'pink')),
  archived_at timestamptz(3),
  rank text collate "C" not null,
  version integer not null,
  seq bigint not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  actor text,
  primary key (user_id, id)
);
create unique index lists_seq_idx on public.lists (user_id, seq);
create index lists_rank_idx on public.lists (user_id, rank, id);

create table public.tasks (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  id uuid not null,
  list_id uuid,
  parent_id uuid,
  title text not null constraint tasks_title_check check (char_length(title) between 1 and 500),
  notes text not null default '' constraint tasks_notes_check check (char_length(notes) <= 20000),
  priority smallint not null default 0 constraint tasks_priority_check check (priority between 0 and 4),
  due_date date constraint tasks_due_date_check check (isfinite(due_date)),
  due_at timestamptz(3),
  due_timezone text,
  -- The time of day that was entered. On a day that lacks it, daylight saving moves due_at, but not due_time.
  due_time time,
  -- The wall clock time in its own time zone at which it is due; infinity without a due date. For sorting and filtering.
  due_key timestamp not null default 'infinity',
  labels text[] not null default '{}' constraint tasks_labels_check check (cardinality(labels) <= 20),
  rank text collate "C" not null,
  recurrence text,
  recurrence_from text not null default 'due' check (recurrence_from in ('due', 'completed')),
  completed_at timestamptz(3),
  deleted_at timestamptz(3),
  title_key text collate "C" not null default '',
  title_terms tsvector not null default '',
  notes_terms tsvector not null default '',
  label_terms tsvector not null default '',
  version integer not null,
  seq bigint not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  actor text,
  primary key (user_id, id),
  foreign key (user_id, list_id) references public.lists (user_id, id) on delete set null (list_id),
  constraint tasks_parent_id_fkey
    foreign key (user_id, parent_id) references public.tasks (user_id, id) on delete cascade,
  constraint tasks_due_check check (due_date is null or due_at is null),
  constraint tasks_due_timezone_check check ((due_at is null) = (due_timezone is null)),
  constraint tasks_due_at_check check (isfinite(due_at)),
  constraint tasks_recurrence_check check (recurrence is null or due_date is not null or due_at is not null)
);
create unique index tasks_seq_idx on public.tasks (user_id, seq);

-- Each order has an index, and a page is a range of it. Open tasks have indexes of their own, because they are few among
-- many completed ones. Tasks in the trash are found by tasks_trash_idx, and then sorted.
create index tasks_created_idx on public.tasks (user_id, created_at, id) where deleted_at is null;
create index tasks_updated_idx on public.tasks (user_id, updated_at, id) where deleted_at is null;
create index tasks_title_idx on public.tasks (user_id, title_key, id) where deleted_at is null;
create index tasks_due_idx on public.tasks (user_id, due_key, id) where deleted_at is null;
create index tasks_priority_idx on public.tasks (user_id, priority, id) where deleted_at is null;
create index tasks_rank_idx on public.tasks (user_id, rank, id);
create index tasks_parent_idx on public.tasks (user_id, parent_id, rank, id) where parent_id is not null;
create index tasks_inbox_idx on public.tasks (user_id, rank, id)
  where deleted_at is null and completed_at is null and list_id is null;
create index tasks_open_due_idx on public.tasks (user_id, due_key, id)
  where deleted_at is null and completed_at is null;
create index tasks_open_priority_idx on public.tasks (user_id, priority, id)
  where deleted_at is null and completed_at is null;
create index tasks_completed_idx on public.tasks (user_id, completed_at desc, id desc)
  where deleted_at is null and completed_at is not null;
create index tasks_trash_idx on public.tasks (user_id, deleted_at desc, id desc) where deleted_at is not null;
-- Serves the foreign key as well, which looks up all tasks of a list, also those in the trash.
create index tasks_list_idx on public.tasks (user_id, list_id, created_at, id) where list_id is not null;
create index tasks_list_completed_idx on public.tasks (user_id, list_id, completed_at, id)
  where list_id is not null and deleted_at is null and completed_at is not null;
-- The pending list is bounded to 32 pages instead of 512, because every search scans all of it.
create index tasks_terms_idx on public.tasks using gin ((title_terms || notes_terms || label_terms))
  with (gin_pending_list_limit = 256);

-- The row of app.search_tasks: every column that a page of tasks is filtered or sorted by, and none of the long texts.
-- worker/tasks/query/pairs.test.ts compares it with the table.
create type app.found_task as (
  user_id uuid, id uuid, list_id uuid, parent_id uuid, priority smallint, due_date date, due_at timestamptz, due_key timestamp,
  completed_at timestamptz, deleted_at timestamptz, created_at timestamptz, updated_at timestamptz,
  title_key text collate "C", rank text collate "C"
);

alter table public.lists enable row level security;
create policy own_rows on public.lists to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
alter table public.tasks enable row level security;
create policy own_rows on public.tasks to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));

-- Columns that belong to the server are not granted: only triggers write them. created_at is granted for imports.
grant select, delete on public.lists, public.tasks to task_api;
grant insert (id, name, name_key, color, archived_at, rank, created_at),
  update (name, name_key, color, archived_at, rank)
  on public.lists to task_api;
grant
  insert (id, list_id, parent_id, title, notes, priority, due_date, due_at, due_timezone, labels, rank, recurrence,
    recurrence_from, completed_at, deleted_at, created_at, title_key, title_terms, notes_terms),
  update (list_id, parent_id, title, notes, priority, due_date, due_at, due_timezone, labels, rank, recurrence,
    recurrence_from, completed_at, deleted_at, title_key, title_terms, notes_terms)
  on public.tasks to task_api;

-- Declared for the triggers, and defined in functions/ (see 0001).
create function app.set_server_columns() returns trigger language plpgsql as 'begin end';
create function app.set_list_rank() returns trigger language plpgsql as 'begin end';
create function app.detach_list_tasks() returns trigger language plpgsql as 'begin end';
create function app.set_derived_columns() returns trigger language plpgsql as 'begin end';
create function app.move_subtasks() returns trigger language plpgsql as 'begin end';
create function app.write_counts_at_commit() returns trigger language plpgsql as 'begin end';

-- The numbers in these names give the order: Postgres runs the triggers of one event in the order of their names.
create trigger lists_10_set_rank before insert or update on public.lists
  for each row execute function app.set_list_rank();
create trigger lists_20_set_server_columns before insert or update on public.lists
  for each row execute function app.set_server_columns();
create trigger lists_detach_tasks before delete on public.lists
  for each row execute function app.detach_list_tasks();
create trigger tasks_10_set_derived_columns before insert or update on public.tasks
  for each row execute function app.set_derived_columns();
create trigger tasks_20_set_server_columns before insert or update on public.tasks
  for each row execute function app.set_server_columns();
create trigger tasks_move_subtasks after update of list_id on public.tasks
  for each row when (old.list_id is distinct from new.list_id) execute function app.move_subtasks();

-- Returns whether this transaction has counts that it has not written yet (functions/quotas.sql).
create function app.has_unwritten_counts() returns boolean
  language sql stable
  return coalesce(current_setting('app.unwritten_counts', true), '') <> '';
revoke execute on function app.has_unwritten_counts from public;
grant execute on function app.has_unwritten_counts to task_api;

create constraint trigger lists_write_counts after insert or update on public.lists
  deferrable initially deferred for each row when (app.has_unwritten_counts()) execute function app.write_counts_at_commit();
create constraint trigger tasks_write_counts after insert or update on public.tasks
  deferrable initially deferred for each row when (app.has_unwritten_counts()) execute function app.write_counts_at_commit();
