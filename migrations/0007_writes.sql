-- How tasks are written. A handler cannot read, think and write in one call, so what depends on what is there happens
-- here; every operation of the API on tasks is one of these, alone or in a batch.
-- docs/decisions/0006-writes-in-the-database.md tells why.

-- Ends the transaction. The detail is JSON for the Worker: what the answer must tell besides.
create function app.refuse(p_code text, p_current json default null, p_constraint text default '') returns void
  language plpgsql immutable
as $$
begin
  raise exception 'refused' using
    errcode = p_code,
    constraint = p_constraint,
    detail = json_build_object('current', p_current)::text;
end
$$;

-- The task, locked; UD404 where there is none, UD412 where it is none of these versions (null: any will do).
create function app.lock_task(p_id uuid, p_versions integer[]) returns public.tasks
  language plpgsql
as $$
declare
  task public.tasks;
begin
  select * into task from public.tasks t where t.user_id = app.user_id() and t.id = p_id for update;
  if not found then
    -- Whoever names a version has seen a task, and it is gone.
    perform app.refuse(case when p_versions is null then 'UD404' else 'UD412' end);
  elsif task.version <> all (p_versions) then
    perform app.refuse('UD412', app.resource(task));
  end if;
  return task;
end
$$;

-- Writes what a client owns. The columns of the server are not granted, whatever `p_task` says of them.
create function app.save_task(p_task public.tasks) returns public.tasks
  language sql
  begin atomic
    update public.tasks t set
      (title, notes, list_id, parent_id, priority, due_date, due_at, due_timezone, labels, rank, recurrence,
        recurrence_from, completed_at, deleted_at, title_key, title_terms, notes_terms)
      = (p_task.title, p_task.notes, p_task.list_id, p_task.parent_id, p_task.priority, p_task.due_date, p_task.due_at,
        p_task.due_timezone, p_task.labels, p_task.rank, p_task.recurrence, p_task.recurrence_from,
        p_task.completed_at, p_task.deleted_at, p_task.title_key, p_task.title_terms, p_task.notes_terms)
      where t.user_id = app.user_id() and t.id = p_task.id
      returning t.*;
  end;

create function app.insert_task(p_task public.tasks) returns public.tasks
  language sql
  begin atomic
    insert into public.tasks
      (id, title, notes, list_id, parent_id, priority, due_date, due_at, due_timezone, labels, rank, recurrence,
        recurrence_from, completed_at, deleted_at, title_key, title_terms, notes_terms)
      values (p_task.id, p_task.title, p_task.notes, p_task.list_id, p_task.parent_id, p_task.priority,
        p_task.due_date, p_task.due_at, p_task.due_timezone, p_task.labels, p_task.rank, p_task.recurrence,
        p_task.recurrence_from, p_task.completed_at, p_task.deleted_at, p_task.title_key, p_task.title_terms,
        p_task.notes_terms)
      returning tasks.*;
  end;

-- The task with these fields of an operation set, and what follows from them for searching.
create function app.with_fields(p_task public.tasks, p_operation json) returns public.tasks
  language plpgsql stable
as $$
declare
  task public.tasks := json_populate_record(p_task, p_operation -> 'fields');
  words json := p_operation -> 'words';
begin
  if words ->> 'title_key' is not null then
    task.title_key := words ->> 'title_key';
    task.title_terms := app.terms(app.user_id(), '.', array(select json_array_elements_text(words -> 'title')));
  end if;
  if words -> 'notes' is not null then
    task.notes_terms := app.terms(app.user_id(), '.', array(select json_array_elements_text(words -> 'notes')));
  end if;
  return task;
end
$$;

-- Done, or, where it repeats, on to its next day. A repeat from the due day skips the days that have passed meanwhile.
create function app.completed(p_task public.tasks, p_timezone text) returns public.tasks
  language plpgsql stable
as $$
declare
  task public.tasks := p_task;
  today date := (now() at time zone coalesce(task.due_timezone, p_timezone, 'UTC'))::date;
  -- West of Greenwich the first day of the year 1 is one of the year before, which series do not know.
  due date := greatest(task.due_key::date, '0001-01-01');
  next_day date;
  next_rule text;
  next_at timestamptz;
begin
  if task.completed_at is not null then
    return task;
  end if;
  if task.recurrence is not null then
    if task.recurrence_from = 'completed' then due := today; end if;
    select next.day, next.rule into next_day, next_rule
      from app.next_occurrence(task.recurrence, due, greatest(due, today)) next;
  end if;
  next_at := (next_day + task.due_time) at time zone task.due_timezone;
  -- A series ends with year 9999, also where that is a day later than in UTC.
  if next_day is null or next_at >= '10000-01-01 00:00+00' then
    task.completed_at := now();
    return task;
  end if;
  task.recurrence := next_rule;
  if task.due_at is null then
    task.due_date := next_day;
  else
    task.due_at := next_at;
  end if;
  return task;
end
$$;

-- Each move into one gap makes a longer rank, and an index takes no endless ones. Gives the task with this id, which comes
-- between these ranks, and all neighbours with long ranks new ones, in their order; those of the neighbours are written.
create function app.respace_tasks(p_id uuid, p_before text, p_after text) returns text
  language plpgsql
as $$
declare
  low text;
  high text;
  ids uuid[];
  ranks text[];
begin
  select max(t.rank) into low from public.tasks t
    where t.user_id = app.user_id() and t.rank <= p_before and t.id <> p_id and length(t.rank) <= 20;
  select min(t.rank) into high from public.tasks t
    where t.user_id = app.user_id() and t.rank >= p_after and t.id <> p_id and length(t.rank) <= 20;
  select
      array_agg(t.id order by t.rank, t.id) filter (where t.rank <= p_before)
      || p_id || array_agg(t.id order by t.rank, t.id) filter (where t.rank >= p_after)
    into ids
    from public.tasks t
    where t.user_id = app.user_id() and t.id <> p_id
      and (low is null or t.rank > low) and (high is null or t.rank < high);
  ranks := app.ranks_between(cardinality(ids), low, high);
  update public.tasks t set rank = place.rank
    from unnest(ids, ranks) place (id, rank)
    where t.user_id = app.user_id() and t.id = place.id and t.id <> p_id;
  return ranks[array_position(ids, p_id)];
end
$$;

-- Puts a task into another list, under another task, or to another place among its neighbours.
create function app.moved(p_task public.tasks, p_fields json) returns public.tasks
  language plpgsql
as $$
declare
  task public.tasks := json_populate_record(p_task, p_fields);
  after_id uuid := p_fields ->> 'after_id';
  before text;
  after text;
begin
  -- A subtask that is put into a list leaves its parent.
  if p_fields -> 'list_id' is not null and p_fields -> 'parent_id' is null then
    task.parent_id := null;
  end if;
  if p_fields -> 'after_id' is null then
    -- Elsewhere without a place: at the end. Where it is already, it stays.
    if (task.list_id, task.parent_id) is distinct from (p_task.list_id, p_task.parent_id) then
      task.rank := null;
    end if;
    return task;
  end if;
  if after_id is not null then
    select t.rank into before from public.tasks t
      where t.user_id = app.user_id() and t.id = after_id and t.id <> task.id;
    if not found then
      perform app.refuse('UD422', null, 'tasks_after_id');
    end if;
    select min(t.rank) into after from public.tasks t
      where t.user_id = app.user_id() and t.rank > before and t.id <> task.id;
  else
    -- By cases, since no index serves `is not distinct from`.
    if task.parent_id is not null then
      select min(t.rank) into after from public.tasks t
        where t.user_id = app.user_id() and t.parent_id = task.parent_id and t.id <> task.id and t.deleted_at is null;
    elsif task.list_id is not null then
      select min(t.rank) into after from public.tasks t
        where t.user_id = app.user_id() and t.list_id = task.list_id and t.id <> task.id and t.deleted_at is null;
    else
      select min(t.rank) into after from public.tasks t
        where t.user_id = app.user_id() and t.list_id is null and t.id <> task.id and t.deleted_at is null;
    end if;
    if after is null then
      return task;
    end if;
    select max(t.rank) into before from public.tasks t
      where t.user_id = app.user_id() and t.rank < after and t.id <> task.id;
  end if;
  task.rank := app.rank_between(before, after);
  if length(task.rank) > 100 then
    task.rank := app.respace_tasks(task.id, before, after);
  end if;
  return task;
end
$$;

-- For a task that is put under another, or comes to be there: UD422 where that one is in the trash.
create function app.require_parent(p_task public.tasks, p_before uuid) returns void
  language plpgsql stable
as $$
begin
  if p_task.deleted_at is null and p_task.parent_id is distinct from p_before and exists (
    select from public.tasks t
      where t.user_id = app.user_id() and t.id = p_task.parent_id and t.deleted_at is not null)
  then
    perform app.refuse('UD422', null, 'tasks_parent_in_trash');
  end if;
end
$$;

-- One operation: {op, id, fields?, words?, versions?, timezone?, only_new?, list_key?}.
create function app.write_task(p_operation json, out created boolean, out resource json)
  language plpgsql
as $$
declare
  op text := p_operation ->> 'op';
  task_id uuid := p_operation ->> 'id';
  versions integer[] := array(select value::integer from json_array_elements_text(p_operation -> 'versions'));
  task public.tasks;
  before public.tasks;
  field record;
begin
  created := false;
  if p_operation ->> 'versions' is null then versions := null; end if;

  if op in ('create', 'replace') and versions is null then
    select * into before from public.tasks t where t.user_id = app.user_id() and t.id = task_id for update;
    created := not found;
  else
    before := app.lock_task(task_id, versions);
  end if;

  if created then
    task := app.with_fields(
      json_populate_record(null::public.tasks, json_build_object(
        'id', task_id, 'notes', '', 'priority', 0, 'labels', '{}'::text[], 'recurrence_from', 'due',
        'title_key', '', 'title_terms', '', 'notes_terms', '')),
      p_operation);
    if p_operation ->> 'list_key' is not null then
      select l.id into task.list_id from public.lists l
        where l.user_id = app.user_id() and l.name_key = p_operation ->> 'list_key'
        order by l.archived_at nulls first, l.rank limit 1;
      if not found then
        perform app.refuse('UD422', null, 'tasks_list_key');
      end if;
    end if;
    perform app.require_parent(task, null);
    task := app.insert_task(task);
    resource := app.resource(task);
    return;
  end if;

  case op
    when 'create' then
      -- The same create again: every field that was sent is what the task still says.
      resource := app.resource(before);
      if exists (
        select from json_each(p_operation -> 'fields') sent
          where sent.value::jsonb is distinct from (resource -> sent.key)::jsonb
            -- Without a list, a subtask went to that of its parent.
            and not (sent.key = 'list_id' and sent.value::text = 'null' and before.parent_id is not null))
      then
        perform app.refuse('UD409', resource);
      end if;
      return;
    when 'replace' then
      if p_operation ->> 'only_new' = 'true' then
        perform app.refuse('UD412', app.resource(before));
      end if;
      task := app.with_fields(before, p_operation);
    when 'update' then
      task := app.with_fields(before, p_operation);
    when 'complete' then
      task := app.completed(before, p_operation ->> 'timezone');
      if task.completed_at is null then
        update public.tasks t set completed_at = null
          where t.user_id = app.user_id() and t.parent_id = task_id and t.completed_at is not null;
      end if;
    when 'reopen' then
      task := before;
      task.completed_at := null;
    when 'delete' then
      -- Subtasks go along, and come back along: they have their parent's instant.
      task := before;
      task.deleted_at := coalesce(before.deleted_at, now());
      update public.tasks t set deleted_at = task.deleted_at
        where t.user_id = app.user_id() and t.parent_id = task_id and t.deleted_at is null;
    when 'restore' then
      task := before;
      task.deleted_at := null;
      -- A subtask whose parent stays in the trash comes back as a task of its own.
      if exists (
        select from public.tasks t
          where t.user_id = app.user_id() and t.id = before.parent_id and t.deleted_at is not null)
      then
        task.parent_id := null;
      end if;
      update public.tasks t set deleted_at = null
        where t.user_id = app.user_id() and t.parent_id = task_id and t.deleted_at = before.deleted_at;
    when 'purge' then
      -- Its subtasks first: undone from the newest change on, it is back before them.
      delete from public.tasks t where t.user_id = app.user_id() and t.parent_id = task_id;
      delete from public.tasks t where t.user_id = app.user_id() and t.id = task_id;
      return;
    when 'move' then
      task := app.moved(before, p_operation -> 'fields');
  end case;
  perform app.require_parent(task, before.parent_id);
  task := app.save_task(task);
  resource := app.resource(task);
end
$$;

-- All of them, or none. A refusal tells in its detail which one was refused.
create function app.write_tasks(p_operations json) returns table (created boolean, resource json)
  language plpgsql
as $$
declare
  item record;
  code text;
  rule text;
  told text;
begin
  for item in select value, ordinality - 1 as index from json_array_elements(p_operations) with ordinality loop
    begin
      return query select done.created, done.resource from app.write_task(item.value) done;
    exception
      when foreign_key_violation or check_violation or invalid_parameter_value
        or sqlstate 'UD404' or sqlstate 'UD409' or sqlstate 'UD412' or sqlstate 'UD422' then
        get stacked diagnostics
          code = returned_sqlstate, rule = constraint_name, told = pg_exception_detail;
        raise exception 'refused' using
          errcode = case when code like 'UD%' then code else 'UD422' end,
          constraint = case code when '22023' then 'tasks_due_timezone_check' else rule end,
          detail = json_build_object(
            'index', item.index,
            'current', case when code like 'UD%' and told <> '' then told::json -> 'current' end)::text;
    end;
  end loop;
end
$$;

-- As app.respace_tasks, of all lists: a person has few. The list with this id comes after this rank (null: to the top).
create function app.respace_lists(p_id uuid, p_before text) returns text
  language plpgsql
as $$
declare
  ids uuid[];
  ranks text[];
begin
  select
      array_agg(l.id order by l.rank, l.id) filter (where l.rank <= p_before)
      || p_id || array_agg(l.id order by l.rank, l.id) filter (where (l.rank <= p_before) is not true)
    into ids
    from public.lists l
    where l.user_id = app.user_id() and l.id <> p_id;
  ranks := app.ranks_between(cardinality(ids), null, null);
  update public.lists l set rank = place.rank
    from unnest(ids, ranks) place (id, rank)
    where l.user_id = app.user_id() and l.id = place.id and l.id <> p_id;
  return ranks[array_position(ids, p_id)];
end
$$;

-- One operation on a list: {op, id, fields?, name_key?, versions?, after_id?, tasks?}.
create function app.write_list(p_operation json) returns table (created boolean, resource json)
  language plpgsql
as $$
declare
  op text := p_operation ->> 'op';
  list_id uuid := p_operation ->> 'id';
  fields json := p_operation -> 'fields';
  after_id uuid := fields ->> 'after_id';
  list public.lists;
  before text;
  after text;
begin
  created := false;
  select * into list from public.lists l where l.user_id = app.user_id() and l.id = list_id for update;
  if op = 'create' then
    if not found then
      insert into public.lists (id, name, name_key, color)
        values (list_id, fields ->> 'name', p_operation ->> 'name_key', coalesce(fields ->> 'color', 'gray'))
        returning * into list;
      return query select true, app.resource(list);
      return;
    end if;
    if exists (
      select from json_each(fields) sent
        where sent.value::jsonb is distinct from (app.resource(list) -> sent.key)::jsonb)
    then
      perform app.refuse('UD409', app.resource(list));
    end if;
    return query select false, app.resource(list);
    return;
  end if;
  if list.id is null then
    perform app.refuse(case when p_operation ->> 'versions' is null then 'UD404' else 'UD412' end);
  elsif p_operation ->> 'versions' is not null
    and list.version::text not in (select json_array_elements_text(p_operation -> 'versions')) then
    perform app.refuse('UD412', app.resource(list));
  end if;

  if op = 'delete' then
    if p_operation ->> 'tasks' = 'delete' then
      update public.tasks t set deleted_at = now()
        where t.user_id = app.user_id() and t.list_id = list.id and t.deleted_at is null;
    end if;
    delete from public.lists l where l.user_id = app.user_id() and l.id = list.id;
    return query select false, null::json;
    return;
  end if;

  if op = 'update' then
    list := json_populate_record(list, fields);
    list.name_key := coalesce(p_operation ->> 'name_key', list.name_key);
    -- Archiving is told as true or false; since when is the database's to say.
    if fields ->> 'archived' is not null then
      list.archived_at := case when (fields ->> 'archived')::boolean then coalesce(list.archived_at, now()) end;
    end if;
  else
    if after_id is null then
      select min(l.rank) into after from public.lists l where l.user_id = app.user_id() and l.id <> list.id;
    else
      select l.rank into before from public.lists l
        where l.user_id = app.user_id() and l.id = after_id and l.id <> list.id;
      if not found then
        perform app.refuse('UD422', null, 'lists_after_id');
      end if;
      select min(l.rank) into after from public.lists l
        where l.user_id = app.user_id() and l.rank > before and l.id <> list.id;
    end if;
    list.rank := app.rank_between(before, after);
    if length(list.rank) > 100 then
      list.rank := app.respace_lists(list.id, before);
    end if;
  end if;
  update public.lists l set
    (name, name_key, color, archived_at, rank) = (list.name, list.name_key, list.color, list.archived_at, list.rank)
    where l.user_id = app.user_id() and l.id = list.id
    returning * into list;
  return query select false, app.resource(list);
end
$$;

-- Answers that were given to requests with an Idempotency-Key, for 24 hours.
create table public.answers (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  key text not null,
  -- SHA-256 of the request: method, path and body.
  fingerprint text not null,
  result json not null,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
alter table public.answers enable row level security;
create policy own_rows on public.answers to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
grant select, delete, insert (key, fingerprint, result) on public.answers to task_api;
create index answers_created_at_idx on public.answers (created_at);

-- The statement between app.enter and the work. Ends the transaction with UDRPL and the first answer as its detail, or
-- with UDKEY where the key was another request's. The clock that app.enter holds makes concurrent requests wait.
create function app.replay(p_key text, p_fingerprint text) returns void
  language plpgsql
as $$
declare
  answer public.answers;
begin
  delete from public.answers a
    where a.user_id = app.user_id() and a.key = p_key and a.created_at < now() - interval '24 hours';
  select * into answer from public.answers a where a.user_id = app.user_id() and a.key = p_key;
  if not found then
    return;
  elsif answer.fingerprint <> p_fingerprint then
    raise exception 'the key was used for another request' using errcode = 'UDKEY';
  end if;
  raise exception 'this has been done' using errcode = 'UDRPL', detail = answer.result::text;
end
$$;

create function app.keep(p_key text, p_fingerprint text, p_result json) returns void
  language sql
  begin atomic
    insert into public.answers (key, fingerprint, result) values (p_key, p_fingerprint, p_result);
  end;

revoke execute on function app.refuse, app.lock_task, app.save_task, app.insert_task, app.with_fields, app.completed,
  app.moved, app.respace_tasks, app.require_parent, app.write_task, app.write_tasks, app.respace_lists, app.write_list,
  app.replay, app.keep from public;
grant execute on function app.refuse, app.lock_task, app.save_task, app.insert_task, app.with_fields, app.completed,
  app.moved, app.respace_tasks, app.require_parent, app.write_task, app.write_tasks, app.respace_lists, app.write_list,
  app.replay, app.keep to task_api;
