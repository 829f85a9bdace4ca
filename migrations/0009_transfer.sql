-- A user's data as a whole: files that come in, and the calendar that goes out.
-- docs/decisions/0007-transfer.md tells why it is done like this.

-- What comes in brings its age along.
grant insert (created_at) on public.lists, public.tasks to task_api;

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

-- How often the caller's data has changed: the same number, the same data.
create function app.clock() returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select coalesce(max(c.seq), 0) from public.clocks c where c.user_id = app.user_id();
  end;

-- The rank, if it is one: as app.rank_integer checks it.
create function app.valid_rank(p_rank text) returns text
  language sql immutable parallel safe
  return case
    when p_rank ~ '^[A-Za-z][0-9A-Za-z]*[1-9A-Za-z]$' collate "C" and length(p_rank) > app.rank_size(left(p_rank, 1))
    then p_rank
  end;

-- A list of a file: {id, fields, name_key, by_name}. One that is there already is left as it is; by its name, if that is
-- how the file means it: then p_others are the ids of the file's own lists, which are as different as it says.
create function app.import_list(p_row json, p_others uuid[], out outcome text, out id uuid, out warnings text[])
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

-- A task of a file: {id, fields, words}, with p_lists naming the lists that the file's own became, and p_rank for one
-- that has none. What it refers to and is not there, or not the caller's, it goes without; `warnings` tells.
create function app.import_task(
  p_row json, p_lists jsonb, p_rank text, p_careful boolean, out outcome text, out id uuid, out warnings text[]
)
  language plpgsql
as $$
declare
  task public.tasks := app.with_fields(
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
  if p_careful and task.due_timezone is not null then
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

create function app.import_row(
  p_row json, p_own_lists uuid[], p_lists jsonb, p_rank text, p_careful boolean,
  out outcome text, out id uuid, out warnings text[]
)
  language plpgsql
as $$
begin
  if p_row ->> 'type' = 'list' then
    select * into outcome, id, warnings from app.import_list(p_row, p_own_lists);
  else
    select * into outcome, id, warnings from app.import_task(p_row, p_lists, p_rank, p_careful);
  end if;
end
$$;

-- [{outcome, id, warnings}, …] for p_rows; see app.import_rows. Being careful takes a subtransaction for each row, and
-- among many of them every look at the clock takes longer than the last.
create function app.import_each(p_context json, p_rows json, p_careful boolean) returns json
  language plpgsql
as $$
declare
  own_lists uuid[] := array(
    select (item ->> 'id')::uuid from json_array_elements(json_build_array(p_context, p_rows)) part,
        json_array_elements(part) item
      where item ->> 'type' = 'list');
  lists jsonb := '{}';
  last_rank text := (select app.rank_integer(max(t.rank)) from public.tasks t where t.user_id = app.user_id());
  next_rank text;
  results json[] := '{}';
  item record;
  told record;
begin
  for item in
    select value as row, part = 2 as counts
      from (select 1, value, n from json_array_elements(p_context) with ordinality c (value, n)
        union all select 2, value, n from json_array_elements(p_rows) with ordinality r (value, n)
      ) both_parts (part, value, n)
      order by part, n
  loop
    -- At the end, in the order of the file.
    next_rank := case when last_rank is null then 'a1' else app.rank_neighbour(last_rank, 1) end;
    if p_careful then
      begin
        select * into told from app.import_row(item.row, own_lists, lists, next_rank, true);
      exception
        when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'UD422' then
          select 'refused' as outcome, (item.row ->> 'id')::uuid as id, '{}'::text[] as warnings into told;
      end;
    else
      select * into told from app.import_row(item.row, own_lists, lists, next_rank, false);
    end if;
    if item.row ->> 'type' = 'list' then
      lists := lists || jsonb_build_object(item.row ->> 'id', told.id);
    else
      last_rank := coalesce(next_rank, last_rank);
    end if;
    if item.counts then
      results := results || json_build_object('outcome', told.outcome, 'id', told.id, 'warnings', told.warnings);
    end if;
  end loop;
  return array_to_json(results);
end
$$;

-- Rows of a file, each whole or not at all; gives [{outcome, id, warnings}, …] in their order. p_context are rows of the
-- same file that these refer to and that came before: lists by their names and, for a dry run, whose earlier parts left
-- nothing, parents too. A dry run does everything and takes it back.
create function app.import_rows(p_context json, p_rows json, p_dry_run boolean) returns json
  language plpgsql
as $$
declare
  results json;
begin
  begin
    begin
      results := app.import_each(p_context, p_rows, false);
    exception
      -- What the Worker lets pass and the tables do not: that row is refused, the others are not.
      when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'UD422' then
        results := app.import_each(p_context, p_rows, true);
    end;
    if p_dry_run then
      raise exception 'only asked' using errcode = 'UDDRY';
    end if;
  exception
    when sqlstate 'UDDRY' then null;
  end;
  return results;
end
$$;

revoke execute on function app.clock, app.valid_rank, app.import_list, app.import_task, app.import_row, app.import_each,
  app.import_rows from public;
grant execute on function app.clock, app.valid_rank, app.import_list, app.import_task, app.import_row, app.import_each,
  app.import_rows to task_api;
