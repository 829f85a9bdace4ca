-- Everything a task and a list may say, and how they read as resources of the API.

-- Words for searching and sorting are folded by the Worker (worker/words.ts), alike on every Postgres.
alter table public.lists
  add column name_key text collate "C" not null default '',
  add column color text not null default 'gray' constraint lists_color_check check (
    color in ('gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'indigo', 'purple', 'pink')),
  add column archived_at timestamptz(3),
  add column rank text collate "C",
  add column actor text;

alter table public.tasks
  add column parent_id uuid,
  add column due_at timestamptz(3),
  add column due_timezone text,
  -- The time of day that is meant. On a day that lacks it, daylight saving moves due_at, but not this.
  add column due_time time,
  -- When it is due on the clock of its own place; infinity where it never is. For sorting and filtering.
  add column due_key timestamp not null default 'infinity',
  add column labels text[] not null default '{}' constraint tasks_labels_check check (cardinality(labels) <= 20),
  add column rank text collate "C",
  add column recurrence text,
  add column recurrence_from text not null default 'due' check (recurrence_from in ('due', 'completed')),
  add column title_key text collate "C" not null default '',
  add column title_terms tsvector not null default '',
  add column notes_terms tsvector not null default '',
  add column label_terms tsvector not null default '',
  add column actor text,
  add constraint tasks_parent_id_fkey
    foreign key (user_id, parent_id) references public.tasks (user_id, id) on delete cascade,
  add constraint tasks_due_check check (due_date is null or due_at is null),
  add constraint tasks_due_timezone_check check ((due_at is null) = (due_timezone is null)),
  add constraint tasks_due_at_check check (isfinite(due_at)),
  add constraint tasks_recurrence_check check (recurrence is null or due_date is not null or due_at is not null);

-- A term begins with its user's key, so that the one index over all users' terms serves each of them alone:
-- `.` and a word, or `#` and a label.
create function app.terms(p_user uuid, p_kind text, p_words text[]) returns tsvector
  language sql immutable parallel safe
  return array_to_tsvector(
    array(select right(p_user::text, 8) || p_kind || word from unnest(p_words) word where word <> ''));

-- Tasks and lists that are there already: searchable by their plain words, ordered by their age.
alter table public.tasks disable trigger tasks_stamp;
alter table public.lists disable trigger lists_stamp;
update public.tasks set
  due_key = coalesce(due_date::timestamp, 'infinity'),
  title_key = left(lower(title), 100),
  title_terms = app.terms(user_id, '.', regexp_split_to_array(lower(title), '[^[:alnum:]]+')),
  notes_terms = app.terms(user_id, '.', regexp_split_to_array(lower(left(notes, 5000)), '[^[:alnum:]]+'));
update public.lists set name_key = left(lower(name), 100);
do $$
declare
  item record;
  last_user uuid;
  last_rank text;
begin
  for item in
    select user_id, id, 'task' as kind, created_at from public.tasks
    union all select user_id, id, 'list', created_at from public.lists
    order by 3, 1, 4, 2
  loop
    if item.user_id is distinct from last_user then last_rank := null; end if;
    last_rank := app.rank_between(last_rank, null);
    last_user := item.user_id;
    update public.tasks t set rank = last_rank
      where item.kind = 'task' and t.user_id = item.user_id and t.id = item.id;
    update public.lists l set rank = last_rank
      where item.kind = 'list' and l.user_id = item.user_id and l.id = item.id;
  end loop;
end
$$;
alter table public.tasks enable trigger tasks_stamp, alter column rank set not null;
alter table public.lists enable trigger lists_stamp, alter column rank set not null;

-- An index for each order; a page is a range of one. Open tasks are the few among the many that are done: what asks
-- for open ones must not pass by the others. What lies in the trash is found by tasks_trash_idx, and sorted.
drop index public.tasks_all_idx, public.tasks_inbox_idx, public.tasks_list_id_idx;
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
-- Also for the foreign key, which looks for all tasks of a list, those in the trash too.
create index tasks_list_idx on public.tasks (user_id, list_id, created_at, id) where list_id is not null;
create index tasks_list_completed_idx on public.tasks (user_id, list_id, completed_at, id)
  where list_id is not null and deleted_at is null and completed_at is not null;
-- Every search reads what waits to be sorted into this one, anybody's: that may be 32 pages, not 512.
create index tasks_terms_idx on public.tasks using gin ((title_terms || notes_terms || label_terms))
  with (gin_pending_list_limit = 256);
create index lists_rank_idx on public.lists (user_id, rank, id);

-- Sets what follows from the rest, and refuses what the constraints cannot: UD422 with the name of the broken rule.
create function app.shape_task() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  parent public.tasks;
  local_due timestamp := new.due_at at time zone new.due_timezone;
begin
  if new.parent_id is not null then
    select * into parent from public.tasks t where t.user_id = new.user_id and t.id = new.parent_id;
    if not found then
      raise exception 'no such parent' using errcode = 'UD422', constraint = 'tasks_parent_id_fkey';
    end if;
    if parent.parent_id is not null or parent.id = new.id
      or exists (select from public.tasks t where t.user_id = new.user_id and t.parent_id = new.id) then
      raise exception 'subtasks have one level' using errcode = 'UD422', constraint = 'tasks_one_level';
    end if;
    -- A subtask lies where its parent lies; only a list that was asked for can be wrong.
    if new.list_id is distinct from parent.list_id and new.list_id is not null
      and (tg_op = 'INSERT' or new.list_id is distinct from old.list_id) then
      raise exception 'another list than the parent' using errcode = 'UD422', constraint = 'tasks_list_of_parent';
    end if;
    new.list_id := parent.list_id;
  end if;

  -- Only what puts a task back as it was (0008) brings another time of day than the row had: clients cannot write it.
  if new.due_at is null then
    new.due_time := null;
  elsif new.due_time is null
    or (tg_op = 'UPDATE' and new.due_time is not distinct from old.due_time
      and new.due_timezone is distinct from old.due_timezone)
    or ((local_due::date + new.due_time) at time zone new.due_timezone) <> new.due_at then
    new.due_time := local_due::time;
  end if;
  new.due_key := coalesce(local_due, new.due_date::timestamp, 'infinity');
  new.label_terms := app.terms(new.user_id, '#', new.labels);

  if new.rank is null then
    select app.rank_between(max(t.rank), null) into new.rank from public.tasks t where t.user_id = new.user_id;
  end if;
  return new;
end
$$;
create trigger tasks_shape before insert or update on public.tasks
  for each row execute function app.shape_task();

-- Subtasks follow their parent to its list.
create function app.move_subtasks() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update public.tasks t set list_id = new.list_id where t.user_id = new.user_id and t.parent_id = new.id;
  return null;
end
$$;
create trigger tasks_move_subtasks after update of list_id on public.tasks
  for each row when (old.list_id is distinct from new.list_id) execute function app.move_subtasks();

-- A list lets its tasks go before it is gone, those on top first: the foreign key would take a subtask out before its
-- parent, and find it put back into the parent's list.
create function app.empty_list() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  -- Whoever deletes a user deletes the tasks as well.
  if exists (select from auth."user" u where u.id = old.user_id) then
    update public.tasks t set list_id = null
      where t.user_id = old.user_id and t.list_id = old.id and t.parent_id is null;
  end if;
  return old;
end
$$;
create trigger lists_empty before delete on public.lists
  for each row execute function app.empty_list();

create function app.shape_list() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if new.rank is null then
    select app.rank_between(max(l.rank), null) into new.rank from public.lists l where l.user_id = new.user_id;
  end if;
  return new;
end
$$;
create trigger lists_shape before insert or update on public.lists
  for each row execute function app.shape_list();

-- As in 0002. Each change of a row leaves a dead one that the next change in its transaction must walk past, so one that
-- changes many things takes its numbers in blocks: one by one up to 16, then ever more at once, up to 1 000. What is left
-- of the last block is nobody's. `app.clock` is the user, the last number taken, the last reserved, and how many were.
create or replace function app.tick(p_user uuid) returns bigint
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  held text[] := string_to_array(current_setting('app.clock', true), ' ');
  taken bigint := case when held[1] = p_user::text then held[4]::bigint else 0 end;
  number bigint := held[2]::bigint + 1;
  reserved bigint := held[3]::bigint;
  size bigint := case when taken < 16 then 1 else least(taken, 1000) end;
begin
  if taken = 0 or number > reserved then
    insert into public.clocks as clock (user_id, seq) values (p_user, size)
      on conflict (user_id) do update set seq = clock.seq + size
      returning clock.seq into reserved;
    number := reserved - size + 1;
  end if;
  perform set_config('app.clock', concat_ws(' ', p_user, number, reserved, taken + 1), true);
  return number;
end
$$;

-- As in 0002, and who did it. Only the owner of the tables can bring an age, or a version to go on from: what comes back
-- must not have an entity tag again that it had before.
create or replace function app.stamp() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.version := coalesce(new.version, 0) + 1;
    new.created_at := coalesce(new.created_at, now());
  else
    if new is not distinct from old then
      return new;
    end if;
    new.version := old.version + 1;
  end if;
  new.updated_at := now();
  new.actor := app.actor();
  new.seq := app.tick(new.user_id);
  return new;
end
$$;

-- RFC 3339 in UTC, with milliseconds.
create function app.instant(p_at timestamptz) returns text
  language sql stable parallel safe
  return to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- The resources of the API, in the words and the order of worker/tasks/schema.ts and worker/lists/schema.ts.
create function app.resource(task public.tasks) returns json
  language sql stable parallel safe
  return json_build_object(
    'id', task.id,
    'title', task.title,
    'notes', task.notes,
    'list_id', task.list_id,
    'parent_id', task.parent_id,
    'priority', task.priority,
    'due_date', task.due_date,
    'due_at', app.instant(task.due_at),
    'due_timezone', task.due_timezone,
    'labels', task.labels,
    'rank', task.rank,
    'recurrence', task.recurrence,
    'recurrence_from', task.recurrence_from,
    'completed_at', app.instant(task.completed_at),
    'deleted_at', app.instant(task.deleted_at),
    'version', task.version,
    'seq', task.seq,
    'created_at', app.instant(task.created_at),
    'updated_at', app.instant(task.updated_at));

create function app.resource(list public.lists) returns json
  language sql stable parallel safe
  return json_build_object(
    'id', list.id,
    'name', list.name,
    'color', list.color,
    'archived_at', app.instant(list.archived_at),
    'rank', list.rank,
    'version', list.version,
    'seq', list.seq,
    'created_at', app.instant(list.created_at),
    'updated_at', app.instant(list.updated_at));

-- What a page of tasks is chosen and sorted by.
create type app.found_task as (
  user_id uuid, id uuid, list_id uuid, parent_id uuid, priority smallint, due_date date, due_at timestamptz, due_key timestamp,
  completed_at timestamptz, deleted_at timestamptz, created_at timestamptz, updated_at timestamptz,
  title_key text collate "C", rank text collate "C"
);

-- The caller's tasks that have all these terms, each `.word` or `#label`, and all these prefixes. The index cannot be
-- used under row-level security (its operator may leak what it sees), so this is the one place that names the user
-- instead of relying on it.
create function app.matching(p_terms text[], p_prefixes text[]) returns setof app.found_task
  language sql stable security definer rows 50 set search_path = ''
  begin atomic
    with wanted as (
      select string_agg(
        '''' || replace(replace(right(app.user_id()::text, 8) || word, '\', '\\'), '''', '''''') || '''' || suffix,
        ' & ')::tsquery as query
      from (select unnest(p_terms), '' union all select unnest(p_prefixes), ':*') words (word, suffix)
    )
    select t.user_id, t.id, t.list_id, t.parent_id, t.priority, t.due_date, t.due_at, t.due_key, t.completed_at,
        t.deleted_at, t.created_at, t.updated_at, t.title_key, t.rank
      from public.tasks t
      where t.user_id = app.user_id()
        and (t.title_terms || t.notes_terms || t.label_terms) @@ (select query from wanted);
  end;

revoke execute on function app.terms, app.shape_task, app.move_subtasks, app.empty_list, app.shape_list, app.instant, app.matching
  from public;
revoke execute on function app.resource(public.tasks), app.resource(public.lists) from public;
grant execute on function app.terms, app.instant, app.matching to task_api;
grant execute on function app.resource(public.tasks), app.resource(public.lists) to task_api;

grant insert (parent_id, due_at, due_timezone, labels, recurrence, recurrence_from, rank, completed_at, deleted_at,
    title_key, title_terms, notes_terms),
  update (parent_id, due_at, due_timezone, labels, recurrence, recurrence_from, rank,
    title_key, title_terms, notes_terms)
  on public.tasks to task_api;
grant insert (name_key, color, archived_at, rank), update (name_key, color, archived_at, rank)
  on public.lists to task_api;
