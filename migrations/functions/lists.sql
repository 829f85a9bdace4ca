-- Writing lists.

-- Puts a list without a rank at the end.
create or replace function app.set_list_rank() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if new.rank is null then
    select app.rank_between(max(l.rank), null) into new.rank from public.lists l where l.user_id = new.user_id;
  end if;
  return new;
end
$$;

-- Moves the tasks of a list that is being deleted to the Inbox. The foreign key could do so for a subtask before its parent,
-- and app.set_derived_columns would put the subtask back into the parent's list; so parents are moved first, here.
create or replace function app.detach_list_tasks() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  -- If the user is being deleted, so are the tasks.
  if exists (select from auth."user" u where u.id = old.user_id) then
    update public.tasks t set list_id = null
      where t.user_id = old.user_id and t.list_id = old.id and t.parent_id is null;
  end if;
  return old;
end
$$;

-- Makes short ranks for all lists, since a user has few of them, with the list p_id after the rank p_before (null: first).
-- Returns the rank of that list, and writes those of the others.
create or replace function app.rebalance_list_ranks(p_id uuid, p_before text) returns text
  language plpgsql
as $$
declare
  ids uuid[];
  ranks text[];
begin
  select
      array_agg(l.id order by l.rank, l.id) filter (where l.rank <= p_before)
      || p_id || array_agg(l.id order by l.rank, l.id) filter (where (l.rank <= p_before) is not true)
    into ids
    from public.lists l
    where l.user_id = app.user_id() and l.id <> p_id;
  ranks := app.ranks_between(cardinality(ids), null, null);
  update public.lists l set rank = place.rank
    from unnest(ids, ranks) place (id, rank)
    where l.user_id = app.user_id() and l.id = place.id and l.id <> p_id;
  return ranks[array_position(ids, p_id)];
end
$$;

-- Does one operation on a list: {op, id, fields?, name_key?, versions?, after_id?, tasks?}. Raises DY404 and DY412 as
-- app.lock_task does, and DY4L1, with the list, if another list with this id exists.
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
      perform app.raise_problem('DY4L1', app.resource(list));
    end if;
    return query select false, app.resource(list);
    return;
  end if;
  if list.id is null then
    perform app.raise_problem(case when coalesce(p_operation ->> 'versions', '[]') = '[]' then 'DY404' else 'DY412' end);
  elsif p_operation ->> 'versions' is not null
    and list.version::text not in (select json_array_elements_text(p_operation -> 'versions')) then
    perform app.raise_problem('DY412', case when app.has_scope('lists:read') or app.has_scope('lists:write') then app.resource(list) end);
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
    -- The client sends `archived`; the database sets the instant.
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
        perform app.raise_problem('DY422', null, 'lists_after_id');
      end if;
      select min(l.rank) into after from public.lists l
        where l.user_id = app.user_id() and l.rank > before and l.id <> list.id;
    end if;
    list.rank := app.rank_between(before, after);
    if length(list.rank) > 100 then
      list.rank := app.rebalance_list_ranks(list.id, before);
    end if;
  end if;
  update public.lists l set
    (name, name_key, color, archived_at, rank) = (list.name, list.name_key, list.color, list.archived_at, list.rank)
    where l.user_id = app.user_id() and l.id = list.id
    returning * into list;
  return query select false, app.resource(list);
end
$$;

revoke execute on function app.set_list_rank, app.detach_list_tasks, app.rebalance_list_ranks, app.write_list from public;
grant execute on function app.rebalance_list_ranks, app.write_list to task_api;
