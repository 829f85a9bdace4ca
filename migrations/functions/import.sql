-- Importing rows of files. docs/decisions/0007-transfer.md gives the reasons.

-- Imports a list of a file: {id, fields, name_key, by_name}. An existing list with its id is left as it is. With by_name, an
-- existing list of the same name is used instead, except those of p_others, which are the other lists of the file.
create or replace function app.import_list(p_row json, p_others uuid[], out outcome text, out id uuid, out warnings text[])
  language plpgsql
as $$
declare
  list public.lists := json_populate_record(null::public.lists, p_row -> 'fields');
begin
  outcome := 'exists';
  warnings := '{}';
  id := (select l.id from public.lists l where l.user_id = app.user_id() and l.id = list.id);
  if id is null and (p_row ->> 'by_name')::boolean then
    id := (select l.id from public.lists l
      where l.user_id = app.user_id() and l.name = list.name and l.id <> all (p_others)
      order by l.archived_at nulls first, l.rank limit 1);
  end if;
  if id is not null then
    return;
  end if;
  insert into public.lists (id, name, name_key, color, archived_at, rank, created_at)
    values (list.id, list.name, p_row ->> 'name_key', coalesce(list.color, 'gray'), list.archived_at,
      app.valid_rank(list.rank), list.created_at);
  outcome := 'created';
  id := list.id;
end
$$;

-- Imports a task of a file: {id, fields, words}. p_lists maps the ids of the file's lists to those that they got here, and
-- p_rank is the rank of a task without one. A list or parent that the caller does not have is left out, with a warning.
create or replace function app.import_task(
  p_row json, p_lists jsonb, p_rank text, p_skip_invalid boolean, out outcome text, out id uuid, out warnings text[]
)
  language plpgsql
as $$
declare
  task public.tasks := app.patch_task(
    json_populate_record(null::public.tasks, '{"title_terms": "", "notes_terms": ""}'), p_row);
  parent public.tasks;
begin
  outcome := 'exists';
  id := task.id;
  warnings := '{}';
  if exists (select from public.tasks t where t.user_id = app.user_id() and t.id = task.id) then
    return;
  end if;
  task.list_id := coalesce((p_lists ->> task.list_id::text)::uuid, task.list_id);
  if task.list_id is not null
    and not exists (select from public.lists l where l.user_id = app.user_id() and l.id = task.list_id) then
    task.list_id := null;
    warnings := warnings || 'list_missing'::text;
  end if;
  if task.parent_id is not null then
    select * into parent from public.tasks t where t.user_id = app.user_id() and t.id = task.parent_id;
    if not found then
      task.parent_id := null;
      warnings := warnings || 'parent_missing'::text;
    elsif parent.parent_id is not null then
      task.parent_id := null;
      warnings := warnings || 'parent_is_subtask'::text;
    elsif task.list_id is distinct from parent.list_id then
      if task.list_id is not null then
        warnings := warnings || 'list_of_parent'::text;
      end if;
      task.list_id := parent.list_id;
    end if;
  end if;
  if p_skip_invalid and task.due_timezone is not null then
    begin
      perform task.due_at at time zone task.due_timezone;
    exception
      when invalid_parameter_value then
        task.due_timezone := 'UTC';
        warnings := warnings || 'timezone_unknown'::text;
    end;
  end if;
  task.rank := coalesce(app.valid_rank(task.rank), p_rank);
  perform app.insert_task(task);
  outcome := 'created';
end
$$;

-- Imports one row, of either type.
create or replace function app.import_row(
  p_row json, p_own_lists uuid[], p_lists jsonb, p_rank text, p_skip_invalid boolean,
  out outcome text, out id uuid, out warnings text[]
)
  language plpgsql
as $$
begin
  if p_row ->> 'type' = 'list' then
    select * into outcome, id, warnings from app.import_list(p_row, p_own_lists);
  else
    select * into outcome, id, warnings from app.import_task(p_row, p_lists, p_rank, p_skip_invalid);
  end if;
end
$$;

-- Does the work of app.import_rows. With p_skip_invalid, an invalid row is refused alone. That takes a subtransaction for
-- each row, which makes every access to change_log_heads slower than the last. When a quota is used up, the row and all rows
-- after it are refused, and the first of them has the detail of app.check_quotas in `quota`.
create or replace function app.import_rows_once(p_context json, p_rows json, p_skip_invalid boolean) returns json
  language plpgsql
as $$
declare
  own_lists uuid[] := array(
    select (item ->> 'id')::uuid from json_array_elements(json_build_array(p_context, p_rows)) part,
        json_array_elements(part) item
      where item ->> 'type' = 'list');
  lists jsonb := '{}';
  last_rank text := (select app.rank_integer_of(max(t.rank)) from public.tasks t where t.user_id = app.user_id());
  next_rank text;
  results json[] := '{}';
  item record;
  became record;
  quota_detail text;
  is_full boolean := false;
  quota json;
begin
  for item in
    select value as row, part = 2 as counts
      from (select 1, value, n from json_array_elements(p_context) with ordinality c (value, n)
        union all select 2, value, n from json_array_elements(p_rows) with ordinality r (value, n)
      ) both_parts (part, value, n)
      order by part, n
  loop
    -- Rows without a rank go to the end, in the order of the file.
    next_rank := case when last_rank is null then 'a1' else app.rank_adjacent_integer(last_rank, 1) end;
    quota := null;
    if is_full then
      select 'refused' as outcome, (item.row ->> 'id')::uuid as id, '{quota_exceeded}'::text[] as warnings into became;
    elsif p_skip_invalid then
      begin
        select * into became from app.import_row(item.row, own_lists, lists, next_rank, true);
      exception
        when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'DY422' then
          select 'refused' as outcome, (item.row ->> 'id')::uuid as id, '{}'::text[] as warnings into became;
        when sqlstate 'DY4Q1' then
          get stacked diagnostics quota_detail = pg_exception_detail;
          is_full := true;
          quota := quota_detail::json;
          select 'refused' as outcome, (item.row ->> 'id')::uuid as id, '{quota_exceeded}'::text[] as warnings into became;
      end;
    else
      select * into became from app.import_row(item.row, own_lists, lists, next_rank, false);
    end if;
    if item.row ->> 'type' = 'list' then
      lists := lists || jsonb_build_object(item.row ->> 'id', became.id);
    else
      last_rank := coalesce(next_rank, last_rank);
    end if;
    if item.counts then
      results := results || json_build_object('outcome', became.outcome, 'id', became.id, 'warnings', became.warnings, 'quota', quota);
    end if;
  end loop;
  return array_to_json(results);
end
$$;

-- Imports rows of a file, each completely or not at all, and returns [{outcome, id, warnings, quota}, …] in their order.
-- p_context are rows of earlier batches of the same file that these refer to: lists by name and, in a dry run, whose earlier
-- batches left nothing, parents as well. A dry run does everything, and rolls it back.
create or replace function app.import_rows(p_context json, p_rows json, p_dry_run boolean) returns json
  language plpgsql
as $$
declare
  results json;
begin
  begin
    begin
      results := app.import_rows_once(p_context, p_rows, false);
    exception
      -- A row that the Worker accepted and the tables do not: the second attempt refuses that row alone.
      when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'DY422' or sqlstate 'DY4Q1' then
        results := app.import_rows_once(p_context, p_rows, true);
    end;
    if p_dry_run then
      raise exception 'a dry run ends' using errcode = 'DY4D0';
    end if;
  exception
    when sqlstate 'DY4D0' then null;
  end;
  return results;
end
$$;

-- Returns the results in few bytes, since they may be stored (idempotency.sql): the first letters of the outcomes; the ids
-- that differ from those of the file and the warnings, both by the index of the row, from 0; and the quota that was used up.
create or replace function app.pack_import_results(p_rows json, p_results json) returns json
  language sql immutable parallel safe
  return (
    select json_build_object(
      'outcomes', coalesce(string_agg(left(r.value ->> 'outcome', 1), '' order by r.n), ''),
      'ids', json_object_agg(r.n - 1, r.value ->> 'id') filter (where r.value ->> 'id' <> sent.value ->> 'id'),
      'warnings', json_object_agg(r.n - 1, r.value -> 'warnings') filter (
        where json_array_length(r.value -> 'warnings') > 0 and r.value ->> 'outcome' <> 'refused'),
      'quota', (array_agg(r.value -> 'quota' order by r.n) filter (where json_typeof(r.value -> 'quota') = 'object'))[1],
      'full_from', min(r.n - 1) filter (where json_typeof(r.value -> 'quota') = 'object'))
      from json_array_elements(p_results) with ordinality r (value, n)
        join json_array_elements(p_rows) with ordinality sent (value, n) on sent.n = r.n);

revoke execute on function app.import_list, app.import_task, app.import_row, app.import_rows_once,
  app.import_rows, app.pack_import_results from public;
grant execute on function app.import_list, app.import_task, app.import_row, app.import_rows_once,
  app.import_rows, app.pack_import_results to task_api;
