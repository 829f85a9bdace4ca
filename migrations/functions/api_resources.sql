-- The resources of the API as JSON. Files of this folder are applied in the order of their names, and a function with an
-- SQL-standard body (`return`, `begin atomic`) needs the functions that it calls: so this file comes before its callers.

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
    'rank', task.rank,
    'recurrence', task.recurrence,
    'recurrence_from', task.recurrence_from,
    'completed_at', app.format_instant(task.completed_at),
    'deleted_at', app.format_instant(task.deleted_at),
    'version', task.version,
    'seq', task.seq,
    'created_at', app.format_instant(task.created_at),
    'updated_at', app.format_instant(task.updated_at));

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

revoke execute on function app.format_instant, app.resource(public.tasks), app.resource(public.lists),
  app.minimal_resource from public;
grant execute on function app.format_instant, app.resource(public.tasks), app.resource(public.lists),
  app.minimal_resource to task_api;
