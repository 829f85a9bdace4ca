-- Moving a task: into another list, under another task, or to another place among its neighbours.

-- Gives the task with this id, which comes between these ranks, and all neighbours with long ranks new ones, in their
-- order; its own rank is returned, those of the neighbours are written. Each move into one gap makes a longer rank, and an
-- index takes no endless ones.
create or replace function app.respace_tasks(p_id uuid, p_before text, p_after text) returns text
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

-- Returns the task in its new place.
create or replace function app.moved(p_task public.tasks, p_fields json) returns public.tasks
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
      perform app.refuse('DY422', null, 'tasks_after_id');
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

revoke execute on function app.respace_tasks, app.moved from public;
grant execute on function app.respace_tasks, app.moved to task_api;
