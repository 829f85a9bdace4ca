-- Reverting the changes of a personal access token.

-- Records a row as it was before a token changed it. The order of the triggers (see 0004) makes sure that a tombstone of the
-- row exists here.
create or replace function app.record_revision() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  row_type text := tg_argv[0];
  own uuid := coalesce(new.user_id, old.user_id);
  row_id uuid := coalesce(new.id, old.id);
  seq_now bigint := new.seq;
  seq_before bigint := old.seq;
  tombstone_seq bigint;
begin
  if tg_op = 'UPDATE' then
    if new.seq = old.seq then
      return null;
    end if;
  else
    select t.seq into tombstone_seq from public.tombstones t where t.user_id = own and t.type = row_type and t.id = row_id;
    if tg_op = 'INSERT' then seq_before := tombstone_seq; else seq_now := tombstone_seq; end if;
  end if;
  insert into app.revisions (user_id, seq, token_id, type, id, seq_before, seq_now, before, deleted)
    values (own, seq_now, substr(app.actor(), 7)::uuid, row_type, row_id, seq_before, seq_now, to_jsonb(old),
      tg_op = 'DELETE');
  return null;
end
$$;

-- Returns the rows of a token's newest p_limit changes with numbers below p_before, each with the outcome of reverting it.
-- All outcomes are decided here, before anything is changed, so that a dry run predicts them exactly.
create or replace function app.plan_revert(p_user uuid, p_token uuid, p_since timestamptz, p_before bigint, p_limit integer)
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
    -- All changes of the token, also those outside of p_limit: whether others changed a row in between is independent of the
    -- page.
    steps as (
      select r.*, r.seq >= (select min(u.seq) from undone u) as is_undone,
          lag(r.seq_now, 1, r.seq_before) over (partition by r.type, r.id order by r.seq) as expected
        from app.revisions r
        where r.user_id = p_user and r.token_id = p_token and r.at >= p_since
    ),
    ends as (
      select s.type, s.id, (select min(u.seq) from undone u) as first_seq,
          max((s.before ->> 'version')::integer) as version,
          -- Nobody else changed the row between the token's own changes.
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
    -- The list and parent that each reverted task will have.
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
          -- Subtasks have one level, so the old parent is impossible if it has become a subtask, or this task a parent.
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

-- Restores the row of a task as it was, without its list or parent if that no longer exists. Its version continues from
-- p_version if the row was deleted.
create or replace function app.restore_row(p_user uuid, p_before jsonb, p_token uuid, p_version integer) returns void
  language plpgsql
as $$
declare
  task public.tasks := jsonb_populate_record(null::public.tasks, p_before);
  parent public.tasks;
begin
  select l.id into task.list_id from public.lists l where l.user_id = p_user and l.id = task.list_id;
  if task.parent_id is not null then
    -- Its present subtasks that this revert handles too leave it first: a task with subtasks can have no parent.
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
  -- These two cannot always be derived again from the other columns.
  update public.tasks t set (due_time, created_at) = (task.due_time, task.created_at)
    where t.user_id = p_user and t.id = task.id
      and (t.due_time, t.created_at) is distinct from (task.due_time, task.created_at);
end
$$;

-- Reverts the newest changes of a token, at most p_limit, row by row. Rows that somebody else has changed since are left
-- alone, and reported. Tasks that the token created go to the trash, and lists that it created are deleted. The revisions
-- are deleted, so that nothing is reverted twice, and changes that other tokens made before can be reverted next. Returns
-- null if the caller has no such token; `next` is the p_before to continue with.
create or replace function app.revert(
  p_token uuid, p_since timestamptz, p_before bigint, p_limit integer, p_dry_run boolean
) returns json
  language plpgsql security definer set search_path = ''
as $$
declare
  own uuid := app.user_id();
  -- Expired revisions may still be there, until the next sweep.
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
    select * from app.plan_revert(own, p_token, since, coalesce(p_before, 9223372036854775807), p_limit) planned
      -- Restored lists come first, then top-level tasks, removed tasks, subtasks and removed lists: each restored row finds
      -- its list and parent, and nothing is in its way.
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
      perform app.restore_row(own, item.before, p_token, item.version);
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

revoke execute on function app.record_revision, app.plan_revert, app.restore_row, app.revert from public;
grant execute on function app.revert to task_api;
