-- Rules between the columns of a task, and between a task and its parent.

-- Sets the columns that are derived from others. Raises DY422, with the name of the rule, where a rule is broken that is
-- beyond a constraint.
create or replace function app.set_derived_columns() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  parent public.tasks;
  local_due timestamp := new.due_at at time zone new.due_timezone;
begin
  if new.parent_id is not null then
    select * into parent from public.tasks t where t.user_id = new.user_id and t.id = new.parent_id;
    if not found then
      raise exception 'no such parent' using errcode = 'DY422', constraint = 'tasks_parent_id_fkey';
    end if;
    if parent.parent_id is not null or parent.id = new.id
      or exists (select from public.tasks t where t.user_id = new.user_id and t.parent_id = new.id) then
      raise exception 'subtasks have one level' using errcode = 'DY422', constraint = 'tasks_one_level';
    end if;
    -- A subtask is in the list of its parent. Another list is refused only if this statement sets it.
    if new.list_id is distinct from parent.list_id and new.list_id is not null
      and (tg_op = 'INSERT' or new.list_id is distinct from old.list_id) then
      raise exception 'another list than the parent' using errcode = 'DY422', constraint = 'tasks_list_of_parent';
    end if;
    new.list_id := parent.list_id;
  end if;

  -- due_time is set here; only app.restore_row gives one, because it is not granted to clients.
  if new.due_at is null then
    new.due_time := null;
  elsif new.due_time is null
    or (tg_op = 'UPDATE' and new.due_time is not distinct from old.due_time
      and new.due_timezone is distinct from old.due_timezone)
    or ((local_due::date + new.due_time) at time zone new.due_timezone) <> new.due_at then
    new.due_time := local_due::time;
  end if;
  new.due_key := coalesce(local_due, new.due_date::timestamp, 'infinity');
  new.label_terms := app.search_terms(new.user_id, '#', new.labels);

  if new.rank is null then
    select app.rank_between(max(t.rank), null) into new.rank from public.tasks t where t.user_id = new.user_id;
  end if;
  return new;
end
$$;

-- Moves the subtasks of a task to its new list.
create or replace function app.move_subtasks() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update public.tasks t set list_id = new.list_id where t.user_id = new.user_id and t.parent_id = new.id;
  return null;
end
$$;

-- Raises DY422 if a task that is not in the trash gets a parent (another than p_before) that is.
create or replace function app.require_live_parent(p_task public.tasks, p_before uuid) returns void
  language plpgsql stable
as $$
begin
  if p_task.deleted_at is null and p_task.parent_id is distinct from p_before and exists (
    select from public.tasks t
      where t.user_id = app.user_id() and t.id = p_task.parent_id and t.deleted_at is not null)
  then
    perform app.raise_problem('DY422', null, 'tasks_parent_in_trash');
  end if;
end
$$;

revoke execute on function app.set_derived_columns, app.move_subtasks, app.require_live_parent from public;
grant execute on function app.require_live_parent to task_api;
