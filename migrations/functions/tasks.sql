-- How tasks are written. A handler cannot read, think and write in one call, so what depends on what is there happens
-- here: every operation of the API on tasks is one of these, alone or in a batch.
-- docs/decisions/0006-writes-in-the-database.md tells why.

-- Returns the task, locked. Raises DY404 where there is none, DY412 where it has none of these versions. Null stands for
-- any version. `{}` says that nothing must be there: what is missing is missing (DY404), and what is there is left as it is.
-- DY412 tells the task, unless the token may neither read nor change any.
create or replace function app.lock_task(p_id uuid, p_versions integer[]) returns public.tasks
  language plpgsql
as $$
declare
  task public.tasks;
begin
  select * into task from public.tasks t where t.user_id = app.user_id() and t.id = p_id for update;
  if not found then
    -- A request that names a version comes from somebody who has seen the task, and it is gone.
    perform app.refuse(case when coalesce(p_versions, '{}') = '{}' then 'DY404' else 'DY412' end);
  elsif task.version <> all (p_versions) then
    perform app.refuse('DY412', case when app.may('tasks:read') or app.may('tasks:write') then app.resource(task) end);
  end if;
  return task;
end
$$;

-- Returns the task with the fields of an operation set, and what follows from them for searching.
create or replace function app.with_fields(p_task public.tasks, p_operation json) returns public.tasks
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

-- Does one operation: {op, id, fields?, words?, versions?, timezone?, only_new?, list_key?}. A task in the trash can be
-- neither completed, reopened nor moved: DY4T1 with the task.
create or replace function app.write_task(p_operation json, out created boolean, out resource json)
  language plpgsql
as $$
declare
  op text := p_operation ->> 'op';
  task_id uuid := p_operation ->> 'id';
  versions integer[] := array(select value::integer from json_array_elements_text(p_operation -> 'versions'));
  task public.tasks;
  before public.tasks;
begin
  created := false;
  if p_operation ->> 'versions' is null then versions := null; end if;

  if op in ('create', 'replace') and versions is null then
    select * into before from public.tasks t where t.user_id = app.user_id() and t.id = task_id for update;
    created := not found;
  else
    before := app.lock_task(task_id, versions);
  end if;

  if op in ('complete', 'reopen', 'move') and before.deleted_at is not null then
    perform app.refuse('DY4T1', app.resource(before));
  end if;

  if created then
    task := app.with_fields(app.new_task(task_id), p_operation);
    if p_operation ->> 'list_key' is not null then
      select l.id into task.list_id from public.lists l
        where l.user_id = app.user_id() and l.name_key = p_operation ->> 'list_key'
        order by l.archived_at nulls first, l.rank limit 1;
      if not found then
        perform app.refuse('DY422', null, 'tasks_list_key');
      end if;
    end if;
    perform app.require_parent(task, null);
    task := app.insert_task(task);
    resource := app.resource(task);
    return;
  end if;

  case op
    when 'create' then
      -- The same create again: every field that was sent is as it still is in the task.
      resource := app.resource(before);
      if exists (
        select from json_each(p_operation -> 'fields') sent
          where sent.value::jsonb is distinct from (resource -> sent.key)::jsonb
            -- Without a list, a subtask went to that of its parent.
            and not (sent.key = 'list_id' and sent.value::text = 'null' and before.parent_id is not null))
      then
        perform app.refuse('DY409', resource);
      end if;
      return;
    when 'replace' then
      if p_operation ->> 'only_new' = 'true' then
        perform app.refuse('DY412', app.resource(before));
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

-- Does all operations, or none. The detail of a refusal has the index of the refused one.
create or replace function app.write_tasks(p_operations json) returns table (created boolean, resource json)
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
        or sqlstate 'DY404' or sqlstate 'DY409' or sqlstate 'DY412' or sqlstate 'DY422' or sqlstate 'DY4T1' then
        get stacked diagnostics
          code = returned_sqlstate, rule = constraint_name, told = pg_exception_detail;
        raise exception 'refused' using
          errcode = case when code like 'DY%' then code else 'DY422' end,
          constraint = case code when '22023' then 'tasks_due_timezone_check' else rule end,
          detail = json_build_object(
            'index', item.index,
            'current', case when code like 'DY%' and told <> '' then told::json -> 'current' end)::text;
    end;
  end loop;
end
$$;

-- Does the same, and returns the minimal form where that is wanted, or where the whole would be too much for one answer.
create or replace function app.write_tasks(p_operations json, p_minimal boolean)
  returns table (created boolean, minimal boolean, resource json)
  language sql
  begin atomic
    with done as materialized (
      select row_number() over () as place, w.created, w.resource from app.write_tasks(p_operations) w
    ),
    measured as (select p_minimal or sum(octet_length(d.resource::text)) > 1000000 as is_minimal from done d)
    select d.created, coalesce(m.is_minimal, false),
        case when m.is_minimal then app.brief(d.resource) else d.resource end
      from done d, measured m order by d.place;
  end;

revoke execute on function app.lock_task, app.with_fields, app.write_task,
  app.write_tasks(json), app.write_tasks(json, boolean) from public;
grant execute on function app.lock_task, app.with_fields, app.write_task,
  app.write_tasks(json), app.write_tasks(json, boolean) to task_api;
