-- How lists are written.

-- Gives a list without a rank the last place.
create or replace function app.shape_list() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if new.rank is null then
    select app.rank_between(max(l.rank), null) into new.rank from public.lists l where l.user_id = new.user_id;
  end if;
  return new;
end
$$;

-- Takes the tasks out of a list that is about to be deleted, parents first: the foreign key would take a subtask out
-- before its parent, and app.shape_task would put it back into the parent's list.
create or replace function app.empty_list() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  -- Whoever deletes a user deletes the tasks as well.
  if exists (select from auth."user" u where u.id = old.user_id) then
    update public.tasks t set list_id = null
      where t.user_id = old.user_id and t.list_id = old.id and t.parent_id is null;
  end if;
  return old;
end
$$;

-- Gives all lists new, short ranks: a person has few of them. The list with this id comes after p_before (null: to the
-- top); its rank is returned, those of the others are written.
create or replace function app.respace_lists(p_id uuid, p_before text) returns text
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

-- Does one operation on a list: {op, id, fields?, name_key?, versions?, after_id?, tasks?}. Versions, and what a refusal
-- tells, are as in app.lock_task.
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
      perform app.refuse('DY4L1', app.resource(list));
    end if;
    return query select false, app.resource(list);
    return;
  end if;
  if list.id is null then
    perform app.refuse(case when coalesce(p_operation ->> 'versions', '[]') = '[]' then 'DY404' else 'DY412' end);
  elsif p_operation ->> 'versions' is not null
    and list.version::text not in (select json_array_elements_text(p_operation -> 'versions')) then
    perform app.refuse('DY412', case when app.may('lists:read') or app.may('lists:write') then app.resource(list) end);
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
        perform app.refuse('DY422', null, 'lists_after_id');
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

revoke execute on function app.shape_list, app.empty_list, app.respace_lists, app.write_list from public;
grant execute on function app.respace_lists, app.write_list to task_api;
