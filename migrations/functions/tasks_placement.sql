-- Moving a task into another list, under another parent, or to another place in the order.

-- Makes shorter ranks for a task between p_before and p_after and for all its neighbours with long ranks, in the same order.
-- Returns the rank of the task, and writes those of the neighbours. Every move into the same gap makes a longer rank, and
-- the length of an index entry is limited.
create or replace function app.rebalance_task_ranks(p_id uuid, p_before text, p_after text) returns text
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

-- Returns the task with the list, parent and rank that p_fields ask for. Raises DY422 if there is no task after_id.
create or replace function app.place_task(p_task public.tasks, p_fields json) returns public.tasks
  language plpgsql
as $$
declare
  task public.tasks := json_populate_record(p_task, p_fields);
  after_id uuid := p_fields ->> 'after_id';
  before text;
  after text;
begin
  -- A subtask that is moved into a list without a parent becomes a top-level task.
  if p_fields -> 'list_id' is not null and p_fields -> 'parent_id' is null then
    task.parent_id := null;
  end if;
  if p_fields -> 'after_id' is null then
    -- Without after_id, the task goes to the end of another list or parent, and keeps its place in the same one.
    if (task.list_id, task.parent_id) is distinct from (p_task.list_id, p_task.parent_id) then
      task.rank := null;
    end if;
    return task;
  end if;
  if after_id is not null then
    select t.rank into before from public.tasks t
      where t.user_id = app.user_id() and t.id = after_id and t.id <> task.id;
    if not found then
      perform app.raise_problem('DY422', null, 'tasks_after_id');
    end if;
    select min(t.rank) into after from public.tasks t
      where t.user_id = app.user_id() and t.rank > before and t.id <> task.id;
  else
    -- Three queries, because no index serves `is not distinct from`.
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
    task.rank := app.rebalance_task_ranks(task.id, before, after);
  end if;
  return task;
end
$$;

revoke execute on function app.rebalance_task_ranks, app.place_task from public;
grant execute on function app.rebalance_task_ranks, app.place_task to task_api;
