-- Writing tasks. A request makes one call to the database, so everything that depends on the current row is decided here.
-- Every operation of the API on tasks, alone or in a batch, is one of app.write_task.
-- docs/decisions/0006-writes-in-the-database.md gives the reasons.

-- Returns the task, and locks it. p_versions are the versions that the client accepts: null for any, `{}` for none, which
-- expects that the task does not exist. Raises DY404 if there is no task, or DY412 if versions were given, since a client
-- that names one has seen the task. Raises DY412 if the task has another version, with the task as the detail, unless the
-- token may neither read nor write tasks.
create or replace function app.lock_task(p_id uuid, p_versions integer[]) returns public.tasks
  language plpgsql
as $$
declare
  task public.tasks;
begin
  select * into task from public.tasks t where t.user_id = app.user_id() and t.id = p_id for update;
  if not found then
    perform app.raise_problem(case when coalesce(p_versions, '{}') = '{}' then 'DY404' else 'DY412' end);
  elsif task.version <> all (p_versions) then
    perform app.raise_problem('DY412', case when app.has_scope('tasks:read') or app.has_scope('tasks:write') then app.resource(task) end);
  end if;
  return task;
end
$$;

-- Returns the task with the fields of an operation, and with the search terms that the Worker made of them.
create or replace function app.patch_task(p_task public.tasks, p_operation json) returns public.tasks
  language plpgsql stable
as $$
declare
  task public.tasks := json_populate_record(p_task, p_operation -> 'fields');
  words json := p_operation -> 'words';
begin
  if words ->> 'title_key' is not null then
    task.title_key := words ->> 'title_key';
    task.title_terms := app.search_terms(app.user_id(), '.', array(select json_array_elements_text(words -> 'title')));
  end if;
  if words -> 'notes' is not null then
    task.notes_terms := app.search_terms(app.user_id(), '.', array(select json_array_elements_text(words -> 'notes')));
  end if;
  return task;
end
$$;

-- Does one operation: {op, id, fields?, words?, versions?, timezone?, only_new?, list_key?}. Raises DY4T1, with the task, if
-- a task in the trash is completed, reopened or moved, and what app.lock_task raises.
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
    perform app.raise_problem('DY4T1', app.resource(before));
  end if;

  if created then
    task := app.patch_task(app.new_task(task_id), p_operation);
    if p_operation ->> 'list_key' is not null then
      select l.id into task.list_id from public.lists l
        where l.user_id = app.user_id() and l.name_key = p_operation ->> 'list_key'
        order by l.archived_at nulls first, l.rank limit 1;
      if not found then
        perform app.raise_problem('DY422', null, 'tasks_list_key');
      end if;
    end if;
    perform app.require_live_parent(task, null);
    task := app.insert_task(task);
    resource := app.resource(task);
    return;
  end if;

  case op
    when 'create' then
      -- A repeated create succeeds while every field that it sends still has the same value in the task.
      resource := app.resource(before);
      if exists (
        select from json_each(p_operation -> 'fields') sent
          where sent.value::jsonb is distinct from (resource -> sent.key)::jsonb
            -- A subtask that was sent without a list is in that of its parent.
            and not (sent.key = 'list_id' and sent.value::text = 'null' and before.parent_id is not null))
      then
        perform app.raise_problem('DY409', resource);
      end if;
      return;
    when 'replace' then
      if p_operation ->> 'only_new' = 'true' then
        perform app.raise_problem('DY412', app.resource(before));
      end if;
      task := app.patch_task(before, p_operation);
    when 'update' then
      task := app.patch_task(before, p_operation);
    when 'complete' then
      task := app.complete_task(before, p_operation ->> 'timezone');
      if task.completed_at is null then
        update public.tasks t set completed_at = null
          where t.user_id = app.user_id() and t.parent_id = task_id and t.completed_at is not null;
      end if;
    when 'reopen' then
      task := before;
      task.completed_at := null;
    when 'delete' then
      -- Subtasks get the same deleted_at, by which restoring the parent finds them.
      task := before;
      task.deleted_at := coalesce(before.deleted_at, now());
      update public.tasks t set deleted_at = task.deleted_at
        where t.user_id = app.user_id() and t.parent_id = task_id and t.deleted_at is null;
    when 'restore' then
      task := before;
      task.deleted_at := null;
      -- A subtask whose parent stays in the trash is restored as a top-level task.
      if exists (
        select from public.tasks t
          where t.user_id = app.user_id() and t.id = before.parent_id and t.deleted_at is not null)
      then
        task.parent_id := null;
      end if;
      update public.tasks t set deleted_at = null
        where t.user_id = app.user_id() and t.parent_id = task_id and t.deleted_at = before.deleted_at;
    when 'purge' then
      -- Subtasks are deleted first: undoing starts with the newest change, so it restores the parent before them.
      delete from public.tasks t where t.user_id = app.user_id() and t.parent_id = task_id;
      delete from public.tasks t where t.user_id = app.user_id() and t.id = task_id;
      return;
    when 'move' then
      task := app.place_task(before, p_operation -> 'fields');
  end case;
  perform app.require_live_parent(task, before.parent_id);
  task := app.save_task(task);
  resource := app.resource(task);
end
$$;

-- Does all operations or none. If one is refused, the detail has its index.
create or replace function app.write_tasks(p_operations json) returns table (created boolean, resource json)
  language plpgsql
as $$
declare
  item record;
  code text;
  rule text;
  detail_json text;
begin
  for item in select value, ordinality - 1 as index from json_array_elements(p_operations) with ordinality loop
    begin
      return query select done.created, done.resource from app.write_task(item.value) done;
    exception
      when foreign_key_violation or check_violation or invalid_parameter_value
        or sqlstate 'DY404' or sqlstate 'DY409' or sqlstate 'DY412' or sqlstate 'DY422' or sqlstate 'DY4T1' then
        get stacked diagnostics
          code = returned_sqlstate, rule = constraint_name, detail_json = pg_exception_detail;
        raise exception 'an operation was refused' using
          errcode = case when code like 'DY%' then code else 'DY422' end,
          constraint = case code when '22023' then 'tasks_due_timezone_check' else rule end,
          detail = json_build_object(
            'index', item.index,
            'current', case when code like 'DY%' and detail_json <> '' then detail_json::json -> 'current' end)::text;
    end;
  end loop;
end
$$;

-- Does the same. Returns minimal resources if p_minimal is true, or if the whole ones are too large for one response.
create or replace function app.write_tasks(p_operations json, p_minimal boolean)
  returns table (created boolean, minimal boolean, resource json)
  language sql
  begin atomic
    with done as materialized (
      select row_number() over () as place, w.created, w.resource from app.write_tasks(p_operations) w
    ),
    measured as (select p_minimal or sum(octet_length(d.resource::text)) > 1000000 as is_minimal from done d)
    select d.created, coalesce(m.is_minimal, false),
        case when m.is_minimal then app.minimal_resource(d.resource) else d.resource end
      from done d, measured m order by d.place;
  end;

revoke execute on function app.lock_task, app.patch_task, app.write_task,
  app.write_tasks(json), app.write_tasks(json, boolean) from public;
grant execute on function app.lock_task, app.patch_task, app.write_task,
  app.write_tasks(json), app.write_tasks(json, boolean) to task_api;
