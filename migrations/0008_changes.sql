-- What synchronises clients: what was deleted, and how far back that is known.

-- What is left of a task or a list that was deleted for good, for 30 days.
create table public.tombstones (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  type text not null check (type in ('task', 'list')),
  id uuid not null,
  deleted_at timestamptz not null default now(),
  primary key (user_id, seq)
);
create unique index tombstones_id_idx on public.tombstones (user_id, type, id);
create index tombstones_deleted_at_idx on public.tombstones (deleted_at);
alter table public.tombstones enable row level security;
create policy own_rows on public.tombstones to task_api using (user_id = (select app.user_id()));
grant select on public.tombstones to task_api;

-- Deletions up to this number are forgotten.
alter table public.clocks add column floor bigint not null default 0;

create function app.bury() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  -- Whoever deletes a user leaves nothing, and nobody to tell.
  if exists (select from auth."user" u where u.id = old.user_id) then
    insert into public.tombstones (user_id, seq, type, id)
      values (old.user_id, app.tick(old.user_id), tg_argv[0], old.id);
  end if;
  return null;
end
$$;
create trigger tasks_bury after delete on public.tasks for each row execute function app.bury('task');
create trigger lists_bury after delete on public.lists for each row execute function app.bury('list');

-- An id that is used again is no longer a deleted one.
create function app.unearth() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.tombstones t where t.user_id = new.user_id and t.type = tg_argv[0] and t.id = new.id;
  return null;
end
$$;
create trigger tasks_unearth after insert on public.tasks for each row execute function app.unearth('task');
create trigger lists_unearth after insert on public.lists for each row execute function app.unearth('list');

-- What changed after `p_since`, in the order of the user's clock: at most `p_limit` changes, whether there are more, and
-- the number to ask from next. `known` is false where the clock never reached `p_since`, or where deletions after it are
-- forgotten; from 0 everything is known, since who has nothing misses no deletion.
create function app.changes(p_since bigint, p_limit integer)
  returns table (known boolean, changes json, next bigint, has_more boolean)
  language sql stable security definer set search_path = ''
  begin atomic
    with clock as (
      select coalesce(max(c.seq), 0) as seq, coalesce(max(c.floor), 0) as floor
        from public.clocks c where c.user_id = app.user_id()
    ),
    page as (
      select * from (
        (select t.seq, 'task' as type, t.id, app.resource(t) as resource
          from public.tasks t where t.user_id = app.user_id() and t.seq > p_since order by t.seq limit p_limit + 1)
        union all
        (select l.seq, 'list', l.id, app.resource(l)
          from public.lists l where l.user_id = app.user_id() and l.seq > p_since order by l.seq limit p_limit + 1)
        union all
        (select d.seq, d.type, d.id, null
          from public.tombstones d where d.user_id = app.user_id() and d.seq > p_since order by d.seq limit p_limit + 1)
      ) every_kind
      order by seq limit p_limit + 1
    ),
    shown as (select * from page order by seq limit p_limit)
    select
      p_since <= clock.seq and (p_since = 0 or p_since >= clock.floor),
      coalesce(
        (select json_agg(
          json_build_object('seq', s.seq, 'type', s.type, 'id', s.id, 'deleted', s.resource is null, 'resource', s.resource)
          order by s.seq) from shown s),
        '[]'),
      coalesce((select max(s.seq) from shown s), p_since),
      (select count(*) from page) > p_limit
      from clock;
  end;

-- What a token changed, row by row as it was before, for 30 days: so that it can be undone.
create table app.revisions (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  token_id uuid not null,
  type text not null,
  id uuid not null,
  -- Null where there was none, or is none any more.
  before jsonb,
  version_after integer,
  at timestamptz not null default now(),
  primary key (user_id, seq)
);
create index revisions_token_idx on app.revisions (user_id, token_id, at);
create index revisions_at_idx on app.revisions (at);

create function app.keep_revision() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
begin
  if tg_op = 'UPDATE' and new.seq = old.seq then
    return null;
  end if;
  insert into app.revisions (user_id, seq, token_id, type, id, before, version_after)
    values (
      coalesce(new.user_id, old.user_id),
      -- A deletion has the number of its tombstone, whose trigger runs before this one.
      case when tg_op = 'DELETE'
        then (select t.seq from public.tombstones t where t.user_id = old.user_id and t.type = tg_argv[0] and t.id = old.id)
        else new.seq end,
      substr(app.actor(), 7)::uuid,
      tg_argv[0],
      coalesce(new.id, old.id),
      was,
      case when tg_op <> 'DELETE' then new.version end);
  return null;
end
$$;
create trigger tasks_keep_revision after insert or update or delete on public.tasks
  for each row when (app.actor() like 'token:%') execute function app.keep_revision('task');
create trigger lists_keep_revision after insert or update or delete on public.lists
  for each row when (app.actor() like 'token:%') execute function app.keep_revision('list');

-- Puts back what a token changed since then, row by row; a row that anybody else has changed afterwards is left as it
-- is and told. Deletes what the token made to the trash, and lists that it made where nothing is in them any more.
-- Null where the caller has no such token.
create function app.revert(p_token uuid, p_since timestamptz, p_dry_run boolean) returns json
  language plpgsql security definer set search_path = ''
as $$
declare
  own uuid := app.user_id();
  item record;
  task public.tasks;
  list public.lists;
  outcome text;
  results json[] := '{}';
begin
  if not exists (select from public.access_tokens t where t.user_id = own and t.id = p_token) then
    return null;
  end if;
  for item in
    with steps as (
      select r.*,
          lag(r.version_after) over same as previous_version,
          row_number() over same = 1 as is_first,
          row_number() over (partition by r.type, r.id order by r.seq desc) = 1 as is_last
        from app.revisions r
        where r.user_id = own and r.token_id = p_token and r.at >= p_since
        window same as (partition by r.type, r.id order by r.seq)
    )
    select s.type, s.id,
        (array_agg(s.before) filter (where s.is_first))[1] as before,
        max(s.version_after) filter (where s.is_last) as version,
        -- Nobody came between the token's own changes.
        bool_and(s.is_first or (s.before ->> 'version')::integer is not distinct from s.previous_version) as alone,
        max(s.seq) as seq
      from steps s group by s.type, s.id
      -- Lists come back before what lies in them, parents before subtasks; lists that go, go last.
      order by
        case when s.type = 'task' then 1 when (array_agg(s.before) filter (where s.is_first))[1] is null then 2 else 0 end,
        (array_agg(s.before) filter (where s.is_first))[1] ->> 'parent_id' nulls first,
        max(s.seq)
  loop
    task := null;
    list := null;
    if item.type = 'task' then
      select * into task from public.tasks t where t.user_id = own and t.id = item.id for update;
    else
      select * into list from public.lists l where l.user_id = own and l.id = item.id for update;
    end if;
    outcome := case
      when not item.alone or coalesce(task.version, list.version) is distinct from item.version then 'changed_since'
      when item.before is not null then 'restored'
      when item.version is null then 'gone'
      when item.type = 'list' and exists (
        select from public.tasks t where t.user_id = own and t.list_id = item.id and t.deleted_at is null) then 'in_use'
      else 'removed'
    end;
    results := results || json_build_object(
      'type', item.type, 'id', item.id,
      'title', coalesce(task.title, list.name, item.before ->> 'title', item.before ->> 'name'),
      'outcome', outcome);
    continue when p_dry_run;

    if outcome = 'removed' and item.type = 'task' then
      update public.tasks t set deleted_at = coalesce(t.deleted_at, now()) where t.user_id = own and t.id = item.id;
    elsif outcome = 'removed' then
      delete from public.lists l where l.user_id = own and l.id = item.id;
    elsif outcome = 'restored' and item.type = 'task' then
      task := jsonb_populate_record(task, item.before);
      task.list_id := (select l.id from public.lists l where l.user_id = own and l.id = task.list_id);
      task.parent_id := (select t.id from public.tasks t where t.user_id = own and t.id = task.parent_id);
      if item.version is null then
        insert into public.tasks select task.*;
      else
        perform app.save_task(task);
      end if;
    elsif outcome = 'restored' then
      if item.version is null then
        insert into public.lists select (jsonb_populate_record(null::public.lists, item.before)).*;
      else
        list := jsonb_populate_record(null::public.lists, item.before);
        update public.lists l set
          (name, name_key, color, archived_at, rank) = (list.name, list.name_key, list.color, list.archived_at, list.rank)
          where l.user_id = own and l.id = list.id;
      end if;
    end if;
  end loop;
  return array_to_json(results);
end
$$;

-- Forgets what is old: run once a day, as the owner of the tables.
create function app.sweep() returns void
  language plpgsql
as $$
begin
  with forgotten as (
    delete from public.tombstones t where t.deleted_at < now() - interval '30 days' returning t.user_id, t.seq
  )
  update public.clocks c set floor = f.seq
    from (select user_id, max(seq) as seq from forgotten group by user_id) f
    where c.user_id = f.user_id and c.floor < f.seq;
  delete from app.revisions r where r.at < now() - interval '30 days';
  delete from public.answers a where a.created_at < now() - interval '24 hours';
  delete from public.access_tokens t
    where least(t.revoked_at, t.expires_at) < now() - interval '30 days';
end
$$;

revoke execute on function app.bury, app.unearth, app.changes, app.keep_revision, app.revert, app.sweep from public;
grant execute on function app.changes, app.revert to task_api;
