-- The counts that quotas bound: docs/decisions/0018-what-is-bounded.md tells which, and why like this.
--
-- Counts are arrays of tasks, lists, labels (of all tasks), bytes, deletions and undo_bytes. Three settings hold them for
-- the transaction: `app.limits`, from the Worker, with the bytes and the number of kept answers at the end (absent: no
-- limits, as for the owner of the tables); `app.counted`, what the user of `app.clock` has by now; `app.uncounted`, what of
-- it is not in the clock yet (empty: nothing).

-- Returns the bytes of a task, as the quota counts them: those of its texts, and 300 for all else. Of long texts it needs
-- only the length, which Postgres knows without reading them.
create or replace function app.task_size(p_title text, p_notes text, p_labels text[]) returns bigint
  language sql immutable parallel safe
  return 300 + octet_length(p_title) + octet_length(p_notes) + octet_length(array_to_string(p_labels, ' '));

-- Returns the bytes of a list, as app.task_size does.
create or replace function app.list_size(p_name text) returns bigint
  language sql immutable parallel safe
  return 300 + octet_length(p_name);

-- Returns the bytes of a revision: the row as JSON, and 200 for all else.
create or replace function app.undo_size(p_before jsonb) returns bigint
  language sql immutable parallel safe
  return 200 + coalesce(octet_length(p_before::text), 0);

-- Counts by looking at all rows: tests compare it with the clocks.
create or replace function app.count_all() returns table (
  user_id uuid, tasks bigint, lists bigint, labels bigint, bytes bigint, deletions bigint, undo_bytes bigint
)
  language sql stable
  begin atomic
    select every_kind.user_id, sum(every_kind.tasks)::bigint, sum(every_kind.lists)::bigint,
        sum(every_kind.labels)::bigint, sum(every_kind.bytes)::bigint, sum(every_kind.deletions)::bigint, sum(every_kind.undo_bytes)::bigint
      from (
        select c.user_id, 0 as tasks, 0 as lists, 0 as labels, 0 as bytes, 0 as deletions, 0 as undo_bytes from public.clocks c
        union all
        select t.user_id, count(*), 0, sum(cardinality(t.labels)), sum(app.task_size(t.title, t.notes, t.labels)), 0, 0
          from public.tasks t group by 1
        union all
        select l.user_id, 0, count(*), 0, sum(app.list_size(l.name)), 0, 0 from public.lists l group by 1
        union all
        select d.user_id, 0, 0, 0, 0, count(*), 0 from public.tombstones d group by 1
        union all
        select r.user_id, 0, 0, 0, 0, 0, sum(r.bytes) from app.revisions r group by 1
      ) every_kind
      group by every_kind.user_id;
  end;

-- Adds up two arrays of counts.
create or replace function app.summed(p_one bigint[], p_other bigint[]) returns bigint[]
  language sql immutable parallel safe
  return array[p_one[1] + p_other[1], p_one[2] + p_other[2], p_one[3] + p_other[3], p_one[4] + p_other[4],
    p_one[5] + p_other[5], p_one[6] + p_other[6]];

-- Raises DY4Q1 where a count that has grown is beyond its limit; the detail is what the Worker answers.
create or replace function app.check_quotas(p_counts bigint[], p_counted bigint[]) returns void
  language plpgsql stable
as $$
declare
  names constant text[] := '{tasks,lists,labels,bytes,deletions,undo_bytes}';
  limits constant bigint[] := nullif(current_setting('app.limits', true), '')::bigint[];
begin
  for n in 1 .. 6 loop
    if p_counts[n] > 0 and p_counted[n] > limits[n] then
      raise exception 'a quota is used up' using
        errcode = 'DY4Q1',
        detail = json_build_object('quota', names[n], 'limit', limits[n], 'used', p_counted[n] - p_counts[n])::text;
    end if;
  end loop;
end
$$;

-- Counts what takes no number of its own: most often it comes after something that did. Raises DY4Q1.
create or replace function app.count(p_user uuid, p_counts bigint[]) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  counted bigint[];
  waiting constant bigint[] := nullif(current_setting('app.uncounted', true), '')::bigint[];
begin
  if split_part(current_setting('app.clock', true), ' ', 1) is distinct from p_user::text then
    update public.clocks c set
      tasks = c.tasks + p_counts[1], lists = c.lists + p_counts[2], labels = c.labels + p_counts[3],
      bytes = c.bytes + p_counts[4], deletions = c.deletions + p_counts[5], undo_bytes = c.undo_bytes + p_counts[6]
      where c.user_id = p_user;
    return;
  end if;
  counted := app.summed(current_setting('app.counted')::bigint[], p_counts);
  perform set_config('app.counted', counted::text, true),
    set_config('app.uncounted', app.summed(coalesce(waiting, '{0,0,0,0,0,0}'), p_counts)::text, true);
  perform app.check_quotas(p_counts, counted);
end
$$;

-- Writes down what is not in the clock yet. Counts are written in blocks, as numbers are taken (app.tick): what came after
-- the last block is written when the transaction ends.
create or replace function app.write_counts() returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  waiting constant bigint[] := nullif(current_setting('app.uncounted', true), '')::bigint[];
begin
  if waiting is null then
    return;
  end if;
  update public.clocks c set
    tasks = c.tasks + waiting[1], lists = c.lists + waiting[2], labels = c.labels + waiting[3],
    bytes = c.bytes + waiting[4], deletions = c.deletions + waiting[5], undo_bytes = c.undo_bytes + waiting[6]
    where c.user_id = split_part(current_setting('app.clock', true), ' ', 1)::uuid;
  perform set_config('app.uncounted', '', true);
end
$$;

-- Writes the counts of a transaction as it ends.
create or replace function app.at_the_end() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform app.write_counts();
  return null;
end
$$;

-- Stops counting rows that are forgotten, however they go: an id that is used again, an undoing, the sweep.
create or replace function app.forget_counts() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_argv[0] = 'tombstones' then
    update public.clocks c set deletions = c.deletions - gone.deletions
      from (select f.user_id, count(*) as deletions from forgotten f group by f.user_id) gone
      where c.user_id = gone.user_id;
  else
    update public.clocks c set undo_bytes = c.undo_bytes - gone.bytes
      from (select f.user_id, sum(f.bytes) as bytes from forgotten f group by f.user_id) gone
      where c.user_id = gone.user_id;
  end if;
  return null;
end
$$;

-- Sets the size of a revision, and counts it.
create or replace function app.size_revision() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  new.bytes := app.undo_size(new.before);
  perform app.count(new.user_id, array[0, 0, 0, 0, 0, new.bytes]);
  return new;
end
$$;

revoke execute on function app.task_size, app.list_size, app.undo_size, app.count_all, app.summed, app.check_quotas,
  app.count, app.write_counts, app.at_the_end, app.forget_counts, app.size_revision from public;
