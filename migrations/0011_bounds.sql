-- One person cannot use up what belongs to all: what a user has is counted where it changes, and refused beyond a limit.
-- docs/decisions/0018-what-is-bounded.md tells what is bounded, and why like this.

-- Every write locks and writes the clock of its user, so counts that stand in it cost nothing. `kept` and
-- `kept_bytes` are those of answers that were kept on the day `kept_on` (UTC), and begin again with the next.
alter table public.clocks
  add column tasks bigint not null default 0,
  add column lists bigint not null default 0,
  add column labels bigint not null default 0,
  add column bytes bigint not null default 0,
  add column deletions bigint not null default 0,
  add column undo_bytes bigint not null default 0,
  add column kept_on date not null default '-infinity',
  add column kept bigint not null default 0,
  add column kept_bytes bigint not null default 0;
-- The row changes at every write: with room in its page, no index has to hear of it.
alter table public.clocks set (fillfactor = 50);

-- Bytes of a row, as the quota counts them: those of its texts, and 300 for all else. Of long texts it needs the length
-- only, which Postgres knows without reading them.
create function app.task_size(p_title text, p_notes text, p_labels text[]) returns bigint
  language sql immutable parallel safe
  return 300 + octet_length(p_title) + octet_length(p_notes) + octet_length(array_to_string(p_labels, ' '));
create function app.list_size(p_name text) returns bigint
  language sql immutable parallel safe
  return 300 + octet_length(p_name);
create function app.undo_size(p_before jsonb) returns bigint
  language sql immutable parallel safe
  return 200 + coalesce(octet_length(p_before::text), 0);

alter table app.revisions add column bytes bigint not null default 200;
update app.revisions set bytes = app.undo_size(before);

-- What a user has, found by looking: for this migration, and for tests of the counts.
create function app.count_all() returns table (
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
update public.clocks c
  set (tasks, lists, labels, bytes, deletions, undo_bytes)
    = (counted.tasks, counted.lists, counted.labels, counted.bytes, counted.deletions, counted.undo_bytes)
  from app.count_all() counted where counted.user_id = c.user_id;

-- Counts are arrays of tasks, lists, labels (of all tasks), bytes, deletions and undo_bytes. Three settings hold them for the transaction:
-- `app.limits`, from the Worker (absent: no limits, as for the owner of the tables), with the bytes and the number of kept
-- answers behind; `app.counted`, what the user of `app.clock` has by now; `app.uncounted`, what of it is not in the clock
-- yet, empty where nothing is.
create function app.is_uncounted() returns boolean
  language sql stable
  return coalesce(current_setting('app.uncounted', true), '') <> '';

-- Writes down what is not in the clock yet. Numbers are taken in blocks, for the reason in 0006, and counts with them: what
-- came after the last block is written when the transaction ends.
create function app.write_counts() returns void
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

create function app.at_the_end() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform app.write_counts();
  return null;
end
$$;

-- UDQTA where a count that has grown is beyond its limit; the detail is what the Worker answers.
create function app.check_quotas(p_counts bigint[], p_counted bigint[]) returns void
  language plpgsql stable
as $$
declare
  names constant text[] := '{tasks,lists,labels,bytes,deletions,undo_bytes}';
  limits constant bigint[] := nullif(current_setting('app.limits', true), '')::bigint[];
begin
  for n in 1 .. 6 loop
    if p_counts[n] > 0 and p_counted[n] > limits[n] then
      raise exception 'a quota is used up' using
        errcode = 'UDQTA',
        detail = json_build_object('quota', names[n], 'limit', limits[n], 'used', p_counted[n] - p_counts[n])::text;
    end if;
  end loop;
end
$$;

create function app.summed(p_one bigint[], p_other bigint[]) returns bigint[]
  language sql immutable parallel safe
  return array[p_one[1] + p_other[1], p_one[2] + p_other[2], p_one[3] + p_other[3], p_one[4] + p_other[4],
    p_one[5] + p_other[5], p_one[6] + p_other[6]];

-- For what takes no number of its own: most often it comes after something that did. Raises UDQTA.
create function app.count(p_user uuid, p_counts bigint[]) returns void
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

-- As in 0006, with what the change adds to the counts. Raises UDQTA.
create function app.tick(p_user uuid, p_counts bigint[]) returns bigint
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  held text[] := string_to_array(current_setting('app.clock', true), ' ');
  taken bigint := case when held[1] = p_user::text then held[4]::bigint else 0 end;
  number bigint := held[2]::bigint + 1;
  reserved bigint := held[3]::bigint;
  size bigint := case when taken < 16 then 1 else least(taken, 1000) end;
  added bigint[] := p_counts;
  counted bigint[];
begin
  if taken = 0 or number > reserved then
    if taken = 0 then
      perform app.write_counts();
    elsif app.is_uncounted() then
      added := app.summed(added, current_setting('app.uncounted')::bigint[]);
    end if;
    insert into public.clocks as clock (user_id, seq, tasks, lists, labels, bytes, deletions, undo_bytes)
      values (p_user, size, added[1], added[2], added[3], added[4], added[5], added[6])
      on conflict (user_id) do update set
        seq = clock.seq + size, tasks = clock.tasks + added[1], lists = clock.lists + added[2],
        labels = clock.labels + added[3], bytes = clock.bytes + added[4], deletions = clock.deletions + added[5],
        undo_bytes = clock.undo_bytes + added[6]
      returning clock.seq,
          array[clock.tasks, clock.lists, clock.labels, clock.bytes, clock.deletions, clock.undo_bytes]
        into reserved, counted;
    number := reserved - size + 1;
    perform set_config('app.counted', counted::text, true), set_config('app.uncounted', '', true);
    perform app.check_quotas(p_counts, counted);
  elsif p_counts <> '{0,0,0,0,0,0}' then
    perform app.count(p_user, p_counts);
  end if;
  perform set_config('app.clock', concat_ws(' ', p_user, number, reserved, taken + 1), true);
  return number;
end
$$;

create or replace function app.tick(p_user uuid) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    select app.tick(p_user, '{0,0,0,0,0,0}');
  end;

-- As in 0008, and counted.
create or replace function app.stamp() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  is_task constant boolean := tg_table_name = 'tasks';
  counts bigint[] := '{0,0,0,0,0,0}';
begin
  if tg_op = 'INSERT' then
    new.version := 1 + greatest(new.version, 0, (
      select t.version from public.tombstones t
        where t.user_id = new.user_id and t.type = rtrim(tg_table_name, 's') and t.id = new.id));
    new.created_at := coalesce(new.created_at, now());
    counts[case when is_task then 1 else 2 end] := 1;
  else
    if new is not distinct from old then
      return new;
    end if;
    new.version := old.version + 1;
    if is_task then
      counts[3] := -cardinality(old.labels);
      counts[4] := -app.task_size(old.title, old.notes, old.labels);
    else
      counts[4] := -app.list_size(old.name);
    end if;
  end if;
  if is_task then
    counts[3] := counts[3] + cardinality(new.labels);
    counts[4] := counts[4] + app.task_size(new.title, new.notes, new.labels);
  else
    counts[4] := counts[4] + app.list_size(new.name);
  end if;
  new.updated_at := now();
  new.actor := app.actor();
  new.seq := app.tick(new.user_id, counts);
  return new;
end
$$;

create or replace function app.bury() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  counts bigint[] := '{0,0,0,0,1,0}';
begin
  -- With its user, a row goes without a tombstone: nobody is left to read one.
  if exists (select from auth."user" u where u.id = old.user_id) then
    if tg_argv[0] = 'task' then
      counts[1] := -1;
      counts[3] := -cardinality(old.labels);
      counts[4] := -app.task_size(old.title, old.notes, old.labels);
    else
      counts[2] := -1;
      counts[4] := -app.list_size(old.name);
    end if;
    insert into public.tombstones (user_id, seq, type, id, version)
      values (old.user_id, app.tick(old.user_id, counts), tg_argv[0], old.id, old.version);
  end if;
  return null;
end
$$;

-- Rows that are forgotten count no more, by whatever way: an id that is used again, an undoing, the sweep.
create function app.forget_counts() returns trigger
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
create trigger tombstones_forget_counts after delete on public.tombstones
  referencing old table as forgotten for each statement execute function app.forget_counts('tombstones');
create trigger revisions_forget_counts after delete on app.revisions
  referencing old table as forgotten for each statement execute function app.forget_counts('revisions');

create function app.size_revision() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  new.bytes := app.undo_size(new.before);
  perform app.count(new.user_id, array[0, 0, 0, 0, 0, new.bytes]);
  return new;
end
$$;
create trigger revisions_size before insert on app.revisions for each row execute function app.size_revision();

create constraint trigger tasks_counts after insert or update on public.tasks
  deferrable initially deferred for each row when (app.is_uncounted()) execute function app.at_the_end();
create constraint trigger lists_counts after insert or update on public.lists
  deferrable initially deferred for each row when (app.is_uncounted()) execute function app.at_the_end();
create constraint trigger tombstones_counts after insert on public.tombstones
  deferrable initially deferred for each row when (app.is_uncounted()) execute function app.at_the_end();
create constraint trigger revisions_counts after insert on app.revisions
  deferrable initially deferred for each row when (app.is_uncounted()) execute function app.at_the_end();

-- The minimal form of a resource (`Prefer: return=minimal`), and null of what is none any more.
create function app.brief(p_resource json) returns json
  language sql immutable parallel safe
  return case when json_typeof(p_resource) = 'object' then
    json_build_object('id', p_resource -> 'id', 'version', p_resource -> 'version', 'seq', p_resource -> 'seq') end;

-- As app.write_tasks, in the minimal form where that is wanted, and where the whole would be too much for one answer.
create function app.write_tasks(p_operations json, p_minimal boolean)
  returns table (created boolean, minimal boolean, resource json)
  language sql
  begin atomic
    with done as materialized (
      select row_number() over () as place, w.created, w.resource from app.write_tasks(p_operations) w
    ),
    measured as (select p_minimal or sum(octet_length(d.resource::text)) > 1000000 as is_minimal from done d)
    select d.created, coalesce(m.is_minimal, false),
        case when m.is_minimal then app.brief(d.resource) else d.resource end
      from done d, measured m order by d.place;
  end;

-- Answers are kept whole up to 64 kB, beyond that in their minimal form, and beyond the bytes of a day not at all: the key
-- is, and so the request is done once.
alter table public.answers alter column result drop not null;

create function app.brief_rows(p_rows json) returns json
  language sql immutable parallel safe
  return (
    select json_agg(case
        when json_typeof(item -> 'resource') = 'object' then
          json_build_object('created', item -> 'created', 'minimal', true, 'resource', app.brief(item -> 'resource'))
        when item -> 'reverted' is not null then
          json_build_object('reverted', json_build_object(
            'results', '[]'::json, 'next', item -> 'reverted' -> 'next', 'has_more', item -> 'reverted' -> 'has_more',
            'minimal', true))
        else item
      end order by n)
      from json_array_elements(p_rows) with ordinality rows (item, n));

-- UDRAT where the user has used as many keys as there may be in a day; the detail is the seconds until the next.
create or replace function app.keep(p_key text, p_fingerprint text, p_result json) returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  limits constant bigint[] := nullif(current_setting('app.limits', true), '')::bigint[];
  today constant date := (now() at time zone 'UTC')::date;
  result json := case when octet_length(p_result::text) > 65536 then app.brief_rows(p_result) else p_result end;
  size constant bigint := octet_length(result::text);
  clock public.clocks;
begin
  update public.clocks c set
    kept_on = today,
    kept = case when c.kept_on = today then c.kept else 0 end + 1,
    kept_bytes = case when c.kept_on = today then c.kept_bytes else 0 end + size
    where c.user_id = app.user_id()
    returning * into clock;
  if clock.kept > limits[8] then
    raise exception 'as many answers are kept as may be in a day' using
      errcode = 'UDRAT',
      detail = ceil(extract(epoch from (today + 1) - (now() at time zone 'UTC')))::text;
  end if;
  if size > 65536 or clock.kept_bytes > limits[7] then
    result := null;
    update public.clocks c set kept_bytes = c.kept_bytes - size where c.user_id = app.user_id();
  end if;
  insert into public.answers (user_id, key, fingerprint, result)
    values (app.user_id(), p_key, p_fingerprint, result);
end
$$;

create or replace function app.replay(p_key text, p_fingerprint text) returns void
  language plpgsql
as $$
declare
  answer public.answers;
begin
  delete from public.answers a
    where a.user_id = app.user_id() and a.key = p_key and a.created_at < now() - interval '24 hours';
  select * into answer from public.answers a where a.user_id = app.user_id() and a.key = p_key;
  if not found then
    return;
  elsif answer.fingerprint <> p_fingerprint then
    raise exception 'the key was used for another request' using errcode = 'UDKEY';
  end if;
  raise exception 'this has been done' using errcode = 'UDRPL', detail = coalesce(answer.result::text, 'null');
end
$$;

-- As in 0009. Where a quota is used up, this row and those behind it are refused, and the first of them has what app.tick
-- says in `quota`.
create or replace function app.import_each(p_context json, p_rows json, p_careful boolean) returns json
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
  became record;
  quota_detail text;
  is_full boolean := false;
  quota json;
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
    quota := null;
    if is_full then
      select 'refused' as outcome, (item.row ->> 'id')::uuid as id, '{quota_exceeded}'::text[] as warnings into became;
    elsif p_careful then
      begin
        select * into became from app.import_row(item.row, own_lists, lists, next_rank, true);
      exception
        when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'UD422' then
          select 'refused' as outcome, (item.row ->> 'id')::uuid as id, '{}'::text[] as warnings into became;
        when sqlstate 'UDQTA' then
          get stacked diagnostics quota_detail = pg_exception_detail;
          is_full := true;
          quota := quota_detail::json;
          select 'refused' as outcome, (item.row ->> 'id')::uuid as id, '{quota_exceeded}'::text[] as warnings into became;
      end;
    else
      select * into became from app.import_row(item.row, own_lists, lists, next_rank, false);
    end if;
    if item.row ->> 'type' = 'list' then
      lists := lists || jsonb_build_object(item.row ->> 'id', became.id);
    else
      last_rank := coalesce(next_rank, last_rank);
    end if;
    if item.counts then
      results := results || json_build_object('outcome', became.outcome, 'id', became.id, 'warnings', became.warnings, 'quota', quota);
    end if;
  end loop;
  return array_to_json(results);
end
$$;

-- As in 0009: rows of a file, each whole or not at all; gives [{outcome, id, warnings, quota}, …] in their order. p_context
-- are rows of the same file that these refer to and that came before: lists by their names and, for a dry run, whose
-- earlier parts left nothing, parents too. A dry run does everything and takes it back.
create or replace function app.import_rows(p_context json, p_rows json, p_dry_run boolean) returns json
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
      when data_exception or integrity_constraint_violation or program_limit_exceeded or sqlstate 'UD422' or sqlstate 'UDQTA' then
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

-- What became of the rows in few bytes, since it may be kept: the first letters of their outcomes, the ids that are not
-- those of the file, the warnings there are (each by the place of its row, from 0), and where a quota was used up.
create function app.packed(p_rows json, p_results json) returns json
  language sql immutable parallel safe
  return (
    select json_build_object(
      'outcomes', coalesce(string_agg(left(r.value ->> 'outcome', 1), '' order by r.n), ''),
      'ids', json_object_agg(r.n - 1, r.value ->> 'id') filter (where r.value ->> 'id' <> sent.value ->> 'id'),
      'warnings', json_object_agg(r.n - 1, r.value -> 'warnings') filter (
        where json_array_length(r.value -> 'warnings') > 0 and r.value ->> 'outcome' <> 'refused'),
      'quota', (array_agg(r.value -> 'quota' order by r.n) filter (where json_typeof(r.value -> 'quota') = 'object'))[1],
      'full_from', min(r.n - 1) filter (where json_typeof(r.value -> 'quota') = 'object'))
      from json_array_elements(p_results) with ordinality r (value, n)
        join json_array_elements(p_rows) with ordinality sent (value, n) on sent.n = r.n);

-- As in 0008, a page is no more than 1 MB.
create or replace function app.changes(p_since bigint, p_limit integer, p_lists boolean)
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
    -- A page is so many changes, and no more than 1 MB of them, but one at least: notes may be long, and a Worker is small.
    measured as (
      select p.*, row_number() over (order by p.seq) as place,
          sum(octet_length(p.resource::text)) over (order by p.seq) as size
        from page p
    ),
    shown as (select * from measured m where m.place = 1 or m.place <= p_limit and coalesce(m.size, 0) <= 1000000),
    reach as (
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
        when not reach.has_more then r.seq
        when reach.last >= r.floor then reach.last
        else coalesce(r.began, r.today) * 10000000000 + reach.last
      end,
      reach.has_more
      from reading r, reach;
  end;

-- As in 0008: forgets what is old, at most so many rows of each kind, and counts them. Of what counts, it forgets that of
-- owners whose clock is free, and takes that first. Rows are found again by their place, which no index has to be asked for.
create or replace function app.sweep(p_limit integer default 1000) returns json
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
    select t.ctid as place, t.user_id from public.tombstones t
      where t.deleted_at < now() - interval '30 days' order by t.deleted_at limit p_limit
  ),
  owners as materialized (
    select c.user_id from public.clocks c where c.user_id in (select o.user_id from old o) for update skip locked
  ),
  forgotten as (
    delete from public.tombstones t
      where t.ctid = any (array(select o.place from old o join owners w on w.user_id = o.user_id))
        and t.deleted_at < now() - interval '30 days'
      returning t.user_id, t.seq
  ),
  risen as (
    update public.clocks c set floor = f.seq
      from (select user_id, max(seq) as seq from forgotten group by user_id) f
      where c.user_id = f.user_id and c.floor < f.seq
  )
  select count(*) into tombstones from forgotten;

  with old as materialized (
    select r.ctid as place, r.user_id from app.revisions r
      where r.at < now() - interval '30 days' order by r.at limit p_limit
  ),
  owners as materialized (
    select c.user_id from public.clocks c where c.user_id in (select o.user_id from old o) for update skip locked
  )
  delete from app.revisions r
    where r.ctid = any (array(select o.place from old o join owners w on w.user_id = o.user_id))
      and r.at < now() - interval '30 days';
  get diagnostics revisions = row_count;

  delete from public.answers a where a.ctid = any (array(
    select o.ctid from public.answers o where o.created_at < now() - interval '24 hours'
      order by o.created_at limit p_limit for update skip locked));
  get diagnostics answers = row_count;
  delete from public.access_tokens t where t.ctid = any (array(
    select o.ctid from public.access_tokens o
      where least(o.revoked_at, o.expires_at) < now() - interval '30 days' limit p_limit for update skip locked));
  get diagnostics tokens = row_count;

  -- Better Auth leaves both where they are until somebody asks for them.
  delete from auth.session s where s.ctid = any (array(
    select o.ctid from auth.session o where o."expiresAt" < now() limit p_limit for update skip locked));
  get diagnostics sessions = row_count;
  delete from auth.verification v where v.ctid = any (array(
    select o.ctid from auth.verification o where o."expiresAt" < now() limit p_limit for update skip locked));
  get diagnostics verifications = row_count;
  return json_build_object('tombstones', tombstones, 'revisions', revisions, 'answers', answers, 'tokens', tokens,
    'sessions', sessions, 'verifications', verifications);
end
$$;

-- How much of what is old is still there, counted up to so many rows of each kind.
create function app.sweep_left(p_most integer) returns json
  language sql stable
  begin atomic
    select json_build_object(
      'tombstones', (select count(*) from (
        select from public.tombstones t where t.deleted_at < now() - interval '30 days' limit p_most) left_over),
      'revisions', (select count(*) from (
        select from app.revisions r where r.at < now() - interval '30 days' limit p_most) left_over),
      'answers', (select count(*) from (
        select from public.answers a where a.created_at < now() - interval '24 hours' limit p_most) left_over),
      'tokens', (select count(*) from (
        select from public.access_tokens t
          where least(t.revoked_at, t.expires_at) < now() - interval '30 days' limit p_most) left_over),
      'sessions', (select count(*) from (
        select from auth.session s where s."expiresAt" < now() limit p_most) left_over),
      'verifications', (select count(*) from (
        select from auth.verification v where v."expiresAt" < now() limit p_most) left_over));
  end;

revoke execute on function app.task_size, app.list_size, app.undo_size, app.count_all, app.is_uncounted,
  app.write_counts, app.at_the_end, app.check_quotas, app.summed, app.count, app.tick(uuid, bigint[]),
  app.forget_counts, app.size_revision, app.brief, app.write_tasks(json, boolean), app.brief_rows,
  app.packed, app.sweep_left
  from public;
grant execute on function app.is_uncounted, app.brief, app.write_tasks(json, boolean), app.packed to task_api;
