-- What writes refuse: what lies in the trash is restored before it is completed, reopened or moved, and a token that may
-- only delete learns nothing of what it may not read.

-- As in 0007. No versions at all (`{}`): nothing must be there, so that what is missing is missing, and what is there is
-- left as it is. UD412 tells of the task unless the token may neither read nor change any.
create or replace function app.lock_task(p_id uuid, p_versions integer[]) returns public.tasks
  language plpgsql
as $$
declare
  task public.tasks;
begin
  select * into task from public.tasks t where t.user_id = app.user_id() and t.id = p_id for update;
  if not found then
    -- A request that names a version comes from somebody who has seen the task, and it is gone.
    perform app.refuse(case when coalesce(p_versions, '{}') = '{}' then 'UD404' else 'UD412' end);
  elsif task.version <> all (p_versions) then
    perform app.refuse('UD412', case when app.may('tasks:read') or app.may('tasks:write') then app.resource(task) end);
  end if;
  return task;
end
$$;

-- As in 0007. Of a task in the trash, no completion and no place: UD422 with the rule's name and the task.
create or replace function app.write_task(p_operation json, out created boolean, out resource json)
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

  if op in ('complete', 'reopen', 'move') and before.deleted_at is not null then
    perform app.refuse('UD422', app.resource(before), 'tasks_in_trash');
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
      -- The same create again: every field that was sent is as it still is in the task.
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

-- As in 0007; versions and what a refusal tells are as of app.lock_task.
create or replace function app.write_list(p_operation json) returns table (created boolean, resource json)
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
    perform app.refuse(case when coalesce(p_operation ->> 'versions', '[]') = '[]' then 'UD404' else 'UD412' end);
  elsif p_operation ->> 'versions' is not null
    and list.version::text not in (select json_array_elements_text(p_operation -> 'versions')) then
    perform app.refuse('UD412', case when app.may('lists:read') or app.may('lists:write') then app.resource(list) end);
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
    -- The client sends true or false; the database sets the instant.
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

grant execute on function app.may to task_api;
