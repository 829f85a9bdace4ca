-- Tasks and lists as JSON, and all else that names every field of a task (worker/domain/task-fields.ts).
--
-- Files of this folder are applied in the order of their names, and a function with an SQL-standard body (`return`,
-- `begin atomic`) needs the functions that it calls: so this file comes before its callers.

-- Returns an instant as RFC 3339 in UTC, with milliseconds.
create or replace function app.format_instant(p_at timestamptz) returns text
  language sql stable parallel safe
  return to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- Returns a task with the names and in the order of worker/tasks/schema.ts.
create or replace function app.resource(task public.tasks) returns json
  language sql stable parallel safe
  return json_build_object(
    'id', task.id,
    'title', task.title,
    'notes', task.notes,
    'list_id', task.list_id,
    'parent_id', task.parent_id,
    'priority', task.priority,
    'due_date', task.due_date,
    'due_at', app.format_instant(task.due_at),
    'due_timezone', task.due_timezone,
    'labels', task.labels,
    'recurrence', task.recurrence,
    'recurrence_from', task.recurrence_from,
    'rank', task.rank,
    'completed_at', app.format_instant(task.completed_at),
    'deleted_at', app.format_instant(task.deleted_at),
    'version', task.version,
    'seq', task.seq,
    'created_at', app.format_instant(task.created_at),
    'updated_at', app.format_instant(task.updated_at));

-- Returns a task with an id and nothing else: fields that are never null are at their defaults.
create or replace function app.new_task(p_id uuid) returns public.tasks
  language sql stable parallel safe
  return json_populate_record(null::public.tasks, json_build_object(
    'id', p_id, 'notes', '', 'priority', 0, 'labels', '{}'::text[], 'recurrence_from', 'due',
    'title_key', '', 'title_terms', '', 'notes_terms', ''));

-- Updates the columns that clients may write. The other columns of p_task are ignored.
create or replace function app.save_task(p_task public.tasks) returns public.tasks
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

-- Inserts a task with the columns that clients may write, and created_at, which an imported task brings along.
create or replace function app.insert_task(p_task public.tasks) returns public.tasks
  language sql
  begin atomic
    insert into public.tasks
      (id, title, notes, list_id, parent_id, priority, due_date, due_at, due_timezone, labels, rank, recurrence,
        recurrence_from, completed_at, deleted_at, created_at, title_key, title_terms, notes_terms)
      values (p_task.id, p_task.title, p_task.notes, p_task.list_id, p_task.parent_id, p_task.priority,
        p_task.due_date, p_task.due_at, p_task.due_timezone, p_task.labels, p_task.rank, p_task.recurrence,
        p_task.recurrence_from, p_task.completed_at, p_task.deleted_at, p_task.created_at, p_task.title_key,
        p_task.title_terms, p_task.notes_terms)
      returning tasks.*;
  end;

-- Returns a list with the names and in the order of worker/lists/schema.ts.
create or replace function app.resource(list public.lists) returns json
  language sql stable parallel safe
  return json_build_object(
    'id', list.id,
    'name', list.name,
    'color', list.color,
    'archived_at', app.format_instant(list.archived_at),
    'rank', list.rank,
    'version', list.version,
    'seq', list.seq,
    'created_at', app.format_instant(list.created_at),
    'updated_at', app.format_instant(list.updated_at));

-- Returns the minimal form of a resource (`Prefer: return=minimal`); null stays null.
create or replace function app.minimal_resource(p_resource json) returns json
  language sql immutable parallel safe
  return case when json_typeof(p_resource) = 'object' then
    json_build_object('id', p_resource -> 'id', 'version', p_resource -> 'version', 'seq', p_resource -> 'seq') end;

revoke execute on function app.format_instant, app.resource(public.tasks), app.new_task, app.save_task, app.insert_task,
  app.resource(public.lists), app.minimal_resource from public;
grant execute on function app.format_instant, app.resource(public.tasks), app.new_task, app.save_task, app.insert_task,
  app.resource(public.lists), app.minimal_resource to task_api;
