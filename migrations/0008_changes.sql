-- What synchronises clients: what was deleted, and how far back that is known.

-- What is left of a task or a list that was deleted for good, for 30 days.
create table public.tombstones (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  type text not null check (type in ('task', 'list')),
  id uuid not null,
  -- The last one that it had.
  version integer not null,
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
    insert into public.tombstones (user_id, seq, type, id, version)
      values (old.user_id, app.tick(old.user_id), tg_argv[0], old.id, old.version);
  end if;
  return null;
end
$$;
create trigger tasks_bury after delete on public.tasks for each row execute function app.bury('task');
create trigger lists_bury after delete on public.lists for each row execute function app.bury('list');

-- As in 0006. An id that is used again goes on from the version that it had, so that no entity tag means two things.
create or replace function app.stamp() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1 + greatest(new.version, 0, (
      select t.version from public.tombstones t
        where t.user_id = new.user_id and t.type = rtrim(tg_table_name, 's') and t.id = new.id));
    new.created_at := coalesce(new.created_at, now());
  else
    if new is not distinct from old then
      return new;
    end if;
    new.version := old.version + 1;
  end if;
  new.updated_at := now();
  new.actor := app.actor();
  new.seq := app.tick(new.user_id);
  return new;
end
$$;

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
-- forgotten; from 0 everything is known, since who has nothing misses no deletion. That must last until all of it is
-- read, however old the rows are: while a first reading is at numbers whose deletions are forgotten, `next` holds the
-- day that it began as well, in front of ten digits of the clock, and is good for as long as deletions are kept.
create function app.changes(p_since bigint, p_limit integer, p_lists boolean)
  returns table (known boolean, changes json, next bigint, has_more boolean)
  language sql stable security definer set search_path = ''
  begin atomic
    with reading as (
      select
        coalesce(max(c.seq), 0) as seq,
        coalesce(max(c.floor), 0) as floor,
        p_since % 10000000000 as since,
        (now() at time zone 'UTC')::date - date '2000-01-01' as today,
        nullif(p_since / 10000000000, 0) as began
        from public.clocks c where c.user_id = app.user_id()
    ),
    shown_types as (
      select case when p_lists and app.may('lists:read') then array['task', 'list'] else array['task'] end as types
    ),
    page as (
      select * from (
        (select t.seq, 'task' as type, t.id, app.resource(t) as resource
          from public.tasks t where t.user_id = app.user_id() and t.seq > p_since % 10000000000
          order by t.seq limit p_limit + 1)
        union all
        (select l.seq, 'list', l.id, app.resource(l)
          from public.lists l where l.user_id = app.user_id() and l.seq > p_since % 10000000000
            and 'list' = any ((select types from shown_types)::text[])
          order by l.seq limit p_limit + 1)
        union all
        (select d.seq, d.type, d.id, null
          from public.tombstones d where d.user_id = app.user_id() and d.seq > p_since % 10000000000
            and d.type = any ((select types from shown_types)::text[])
          order by d.seq limit p_limit + 1)
      ) every_kind
      order by seq limit p_limit + 1
    ),
    -- A page is so many changes, and no more than 4 MB of them, but one at least: notes may be long, and a Worker is small.
    measured as (
      select p.*, row_number() over (order by p.seq) as place,
          sum(octet_length(p.resource::text)) over (order by p.seq) as size
        from page p
    ),
    shown as (select * from measured m where m.place = 1 or m.place <= p_limit and coalesce(m.size, 0) <= 4000000),
    told as (
      select (select max(s.seq) from shown s) as last,
          (select count(*) from page) > (select count(*) from shown) as has_more
    )
    select
      r.since <= r.seq and case
        when r.began is null then r.since = 0 or r.since >= r.floor
        else r.began between r.today - 29 and r.today
      end,
      coalesce(
        (select json_agg(
          json_build_object('seq', s.seq, 'type', s.type, 'id', s.id, 'deleted', s.resource is null, 'resource', s.resource)
          order by s.seq) from shown s),
        '[]'),
      case
        when not told.has_more then r.seq
        when told.last >= r.floor then told.last
        else coalesce(r.began, r.today) * 10000000000 + told.last
      end,
      told.has_more
      from reading r, told;
  end;

-- What a token changed, row by row as it was before, for 30 days: so that it can be undone.
create table app.revisions (
  user_id uuid not null references auth."user" (id) on delete cascade,
  seq bigint not null,
  token_id uuid not null,
  type text not null,
  id uuid not null,
  -- The number of the row or its tombstone before the change, null where there was neither; and the one that it has
  -- while it is as this change left it, which is another where something later was undone.
  seq_before bigint,
  seq_now bigint not null,
  -- Null where there was no row.
  before jsonb,
  deleted boolean not null,
  at timestamptz not null default now(),
  primary key (user_id, seq)
);
create index revisions_token_idx on app.revisions (user_id, token_id, seq);
create index revisions_row_idx on app.revisions (user_id, type, id);
create index revisions_at_idx on app.revisions (at);

-- Its name puts it after bury and before unearth: the tombstone is there.
create function app.keep_revision() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  kind text := tg_argv[0];
  own uuid := coalesce(new.user_id, old.user_id);
  row_id uuid := coalesce(new.id, old.id);
  number_now bigint := new.seq;
  number_before bigint := old.seq;
  buried bigint;
begin
  if tg_op = 'UPDATE' then
    if new.seq = old.seq then
      return null;
    end if;
  else
    select t.seq into buried from public.tombstones t where t.user_id = own and t.type = kind and t.id = row_id;
    if tg_op = 'INSERT' then number_before := buried; else number_now := buried; end if;
  end if;
  insert into app.revisions (user_id, seq, token_id, type, id, seq_before, seq_now, before, deleted)
    values (own, number_now, substr(app.actor(), 7)::uuid, kind, row_id, number_before, number_now, to_jsonb(old),
      tg_op = 'DELETE');
  return null;
end
$$;
create trigger tasks_keep_revision after insert or update or delete on public.tasks
  for each row when (app.actor() like 'token:%') execute function app.keep_revision('task');
create trigger lists_keep_revision after insert or update or delete on public.lists
  for each row when (app.actor() like 'token:%') execute function app.keep_revision('list');

-- What undoing comes to: a token's newest `p_limit` changes with numbers below `p_before`, row by row, each with what will
-- become of it. Everything is decided here, before anything is changed, so that telling and doing cannot differ.
create function app.revert_plan(p_user uuid, p_token uuid, p_since timestamptz, p_before bigint, p_limit integer)
  returns table (
    type text, id uuid, title text, outcome text, before jsonb, version integer, seq_before bigint,
    first_seq bigint
  )
  language sql stable
  begin atomic
    with undone as (
      select r.* from app.revisions r
        where r.user_id = p_user and r.token_id = p_token and r.at >= p_since and r.seq < p_before
        order by r.seq desc limit p_limit
    ),
    -- All that this token did, also before and after: whether somebody came between does not depend on how it is divided.
    steps as (
      select r.*, r.seq >= (select min(u.seq) from undone u) as is_undone,
          lag(r.seq_now, 1, r.seq_before) over (partition by r.type, r.id order by r.seq) as expected
        from app.revisions r
        where r.user_id = p_user and r.token_id = p_token and r.at >= p_since
    ),
    ends as (
      select s.type, s.id, (select min(u.seq) from undone u) as first_seq,
          max((s.before ->> 'version')::integer) as version,
          -- Nobody came between the token's own changes.
          bool_and(s.seq_before is not distinct from s.expected) as alone,
          (array_agg(s.before order by s.seq) filter (where s.is_undone))[1] as before,
          (array_agg(s.seq_before order by s.seq) filter (where s.is_undone))[1] as seq_before,
          (array_agg(s.before order by s.seq desc))[1] as last_before,
          (array_agg(s.seq_now order by s.seq desc))[1] as seq_now,
          (array_agg(s.deleted order by s.seq desc))[1] as deleted
        from steps s group by s.type, s.id
        having bool_or(s.is_undone and s.seq < p_before)
    ),
    items as (
      select e.*,
          coalesce(t.title, l.name, e.before ->> 'title', e.before ->> 'name', e.last_before ->> 'title',
            e.last_before ->> 'name') as title,
          case
            when not e.alone or e.seq_now is distinct from coalesce(t.seq, l.seq, d.seq) then 'changed_since'
            when e.before is not null then 'restored'
            when e.deleted then 'gone'
            else 'removed'
          end as outcome
        from ends e
        left join public.tasks t on e.type = 'task' and t.user_id = p_user and t.id = e.id
        left join public.lists l on e.type = 'list' and l.user_id = p_user and l.id = e.id
        left join public.tombstones d on d.user_id = p_user and d.type = e.type and d.id = e.id
    ),
    -- Where each task will lie that is not left alone.
    acted as (
      select i.id, (i.before ->> 'list_id')::uuid as list_id, (i.before ->> 'parent_id')::uuid as parent_id,
          i.outcome = 'removed' or i.before ->> 'deleted_at' is not null as hidden
        from items i where i.type = 'task' and i.outcome in ('restored', 'removed')
    ),
    tasks as (
      select i.id, case
          when i.outcome = 'removed' and (
            exists (select from public.tasks c
              where c.user_id = p_user and c.parent_id = i.id and c.deleted_at is null
                and c.id not in (select a.id from acted a))
            or exists (select from acted a where a.parent_id = i.id and not a.hidden))
            then 'in_use'
          -- Subtasks have one level: what others have put above or below it keeps it from its old parent.
          when i.outcome = 'restored' and i.before ->> 'parent_id' is not null and (
            exists (select from public.tasks p
              where p.user_id = p_user and p.id = (i.before ->> 'parent_id')::uuid and p.parent_id is not null
                and p.id not in (select a.id from acted a))
            or exists (select from public.tasks c
              where c.user_id = p_user and c.parent_id = i.id and c.id not in (select a.id from acted a)))
            then 'changed_since'
          else i.outcome
        end as outcome
        from items i where i.type = 'task'
    )
    select i.type, i.id, i.title,
        case
          when i.type = 'task' then t.outcome
          when i.outcome = 'removed' and (
            exists (select from public.tasks c
              where c.user_id = p_user and c.list_id = i.id and c.deleted_at is null
                and c.id not in (select k.id from tasks k where k.outcome in ('restored', 'removed')))
            or exists (select from acted a where a.list_id = i.id and not a.hidden))
            then 'in_use'
          else i.outcome
        end,
        i.before, i.version, i.seq_before, i.first_seq
      from items i left join tasks t on i.type = 'task' and t.id = i.id;
  end;

-- Puts one task back as it was: where its list or its parent is gone meanwhile, without it.
create function app.put_back(p_user uuid, p_before jsonb, p_token uuid, p_version integer) returns void
  language plpgsql
as $$
declare
  task public.tasks := jsonb_populate_record(null::public.tasks, p_before);
  parent public.tasks;
begin
  select l.id into task.list_id from public.lists l where l.user_id = p_user and l.id = task.list_id;
  if task.parent_id is not null then
    -- What else will be put elsewhere, or is in the trash by now, makes way.
    update public.tasks c set parent_id = null
      where c.user_id = p_user and c.parent_id = task.id and exists (
        select from app.revisions r
          where r.user_id = p_user and r.token_id = p_token and r.type = 'task' and r.id = c.id);
    select * into parent from public.tasks p
      where p.user_id = p_user and p.id = task.parent_id and p.parent_id is null
        and (p.deleted_at is null or task.deleted_at is not null)
        and not exists (select from public.tasks c where c.user_id = p_user and c.parent_id = task.id);
    task.parent_id := parent.id;
    if parent.id is not null then task.list_id := parent.list_id; end if;
  end if;
  if not exists (select from public.tasks t where t.user_id = p_user and t.id = task.id) then
    task.version := p_version;
    insert into public.tasks select task.*;
    return;
  end if;
  perform app.save_task(task);
  -- What follows from the rest, or from a creation, cannot always be found again from it.
  update public.tasks t set (due_time, created_at) = (task.due_time, task.created_at)
    where t.user_id = p_user and t.id = task.id
      and (t.due_time, t.created_at) is distinct from (task.due_time, task.created_at);
end
$$;

-- Puts back what a token changed, row by row, the newest first and at most `p_limit` changes; a row that anybody else has
-- changed afterwards is left as it is and told. What the token made goes: tasks to the trash. What was undone is forgotten,
-- so that it is not undone twice, and what other tokens had done before can be undone after it. Null where the caller has
-- no such token; `next` is the number to go on below.
create function app.revert(
  p_token uuid, p_since timestamptz, p_before bigint, p_limit integer, p_dry_run boolean
) returns json
  language plpgsql security definer set search_path = ''
as $$
declare
  own uuid := app.user_id();
  -- The sweep may not have come by yet.
  since timestamptz := greatest(p_since, now() - interval '30 days');
  item record;
  list public.lists;
  first_seq bigint;
  results json[] := '{}';
  done_types text[] := '{}';
  done_ids uuid[] := '{}';
  done_before bigint[] := '{}';
  more boolean;
begin
  if not exists (select from public.access_tokens t where t.user_id = own and t.id = p_token) then
    return null;
  end if;
  for item in
    select * from app.revert_plan(own, p_token, since, coalesce(p_before, 9223372036854775807), p_limit) planned
      -- Lists before what lies in them, parents before subtasks, and out of the way before into it.
      order by
        case
          when planned.type = 'list' then case when planned.before is null then 4 else 0 end
          when planned.before is null then 2
          when planned.before ->> 'parent_id' is null then 1
          else 3
        end,
        planned.before ->> 'created_at', planned.id
  loop
    first_seq := item.first_seq;
    results := results || json_build_object(
      'type', item.type, 'id', item.id, 'title', item.title, 'outcome', item.outcome);
    continue when p_dry_run or item.outcome in ('changed_since', 'in_use');
    done_types := done_types || item.type;
    done_ids := done_ids || item.id;
    done_before := done_before || item.seq_before;

    if item.outcome = 'removed' and item.type = 'task' then
      update public.tasks t set deleted_at = coalesce(t.deleted_at, now()) where t.user_id = own and t.id = item.id;
    elsif item.outcome = 'removed' then
      delete from public.lists l where l.user_id = own and l.id = item.id;
    elsif item.outcome = 'restored' and item.type = 'task' then
      perform app.put_back(own, item.before, p_token, item.version);
    elsif item.outcome = 'restored' then
      list := jsonb_populate_record(null::public.lists, item.before);
      if not exists (select from public.lists l where l.user_id = own and l.id = item.id) then
        list.version := item.version;
        insert into public.lists select list.*;
      else
        update public.lists l set
          (name, name_key, color, archived_at, rank, created_at)
          = (list.name, list.name_key, list.color, list.archived_at, list.rank, list.created_at)
          where l.user_id = own and l.id = list.id;
      end if;
    end if;
  end loop;

  select exists (
    select from app.revisions r
      where r.user_id = own and r.token_id = p_token and r.at >= since and r.seq < first_seq) into more;
  delete from app.revisions r
    where r.user_id = own and r.token_id = p_token and r.seq >= first_seq
      and (r.type, r.id) in (select done.type, done.id from unnest(done_types, done_ids) done (type, id));
  update app.revisions r set seq_now = coalesce(t.seq, l.seq, d.seq)
    from unnest(done_types, done_ids, done_before) done (type, id, seq_before)
      left join public.tasks t on done.type = 'task' and t.user_id = own and t.id = done.id
      left join public.lists l on done.type = 'list' and l.user_id = own and l.id = done.id
      left join public.tombstones d on d.user_id = own and d.type = done.type and d.id = done.id
    where r.user_id = own and r.type = done.type and r.id = done.id and r.seq_now = done.seq_before;
  return json_build_object('results', results, 'next', case when more then first_seq end, 'has_more', more);
end
$$;

-- Forgets what is old, at most so many rows of each kind, and tells how many: to be run, as the owner of the tables,
-- until it finds less. It waits for nobody: what somebody is at is left for the next time. Whoever is at their rows holds
-- their clock, so it takes the clock before it forgets a tombstone.
create function app.sweep(p_limit integer default 1000) returns json
  language plpgsql
as $$
declare
  tombstones integer;
  revisions integer;
  answers integer;
  tokens integer;
  sessions integer;
  verifications integer;
begin
  with old as materialized (
    select t.user_id, t.seq from public.tombstones t
      where t.deleted_at < now() - interval '30 days' order by t.deleted_at limit p_limit
  ),
  owners as materialized (
    select c.user_id from public.clocks c where c.user_id in (select o.user_id from old o) for update skip locked
  ),
  forgotten as (
    delete from public.tombstones t using old o join owners w on w.user_id = o.user_id
      where t.user_id = o.user_id and t.seq = o.seq returning t.user_id, t.seq
  ),
  risen as (
    update public.clocks c set floor = f.seq
      from (select user_id, max(seq) as seq from forgotten group by user_id) f
      where c.user_id = f.user_id and c.floor < f.seq
  )
  select count(*) into tombstones from forgotten;

  delete from app.revisions r where (r.user_id, r.seq) in (
    select o.user_id, o.seq from app.revisions o where o.at < now() - interval '30 days'
      order by o.at limit p_limit for update skip locked);
  get diagnostics revisions = row_count;
  delete from public.answers a where (a.user_id, a.key) in (
    select o.user_id, o.key from public.answers o where o.created_at < now() - interval '24 hours'
      order by o.created_at limit p_limit for update skip locked);
  get diagnostics answers = row_count;
  delete from public.access_tokens t where (t.user_id, t.id) in (
    select o.user_id, o.id from public.access_tokens o
      where least(o.revoked_at, o.expires_at) < now() - interval '30 days' limit p_limit for update skip locked);
  get diagnostics tokens = row_count;

  -- Better Auth leaves both where they are until somebody asks for them.
  delete from auth.session s where s.id in (
    select o.id from auth.session o where o."expiresAt" < now() limit p_limit for update skip locked);
  get diagnostics sessions = row_count;
  delete from auth.verification v where v.id in (
    select o.id from auth.verification o where o."expiresAt" < now() limit p_limit for update skip locked);
  get diagnostics verifications = row_count;
  return json_build_object('tombstones', tombstones, 'revisions', revisions, 'answers', answers, 'tokens', tokens,
    'sessions', sessions, 'verifications', verifications);
end
$$;

revoke execute on function app.bury, app.unearth, app.changes, app.keep_revision, app.revert_plan, app.put_back, app.revert,
  app.sweep from public;
grant execute on function app.changes, app.revert to task_api;
