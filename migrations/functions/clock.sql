-- The clock of a user numbers the changes of their data, and the counts that quotas bound stand beside it (quotas.sql).

-- Returns how often the caller's data has changed: the same number, the same data.
create or replace function app.clock() returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select coalesce(max(c.seq), 0) from public.clocks c where c.user_id = app.user_id();
  end;

-- Takes the next number, and adds p_counts to the counts. Raises DY4Q1.
--
-- Each change of a row leaves a dead one that the next change in its transaction must walk past, so a transaction that
-- changes many rows takes its numbers in blocks: one by one up to 16, then ever more at once, up to 1 000. The rest of the
-- last block is never used. `app.clock` holds the user, the last number taken, the last one reserved, and how many were
-- taken.
create or replace function app.tick(p_user uuid, p_counts bigint[]) returns bigint
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

-- Sets every column that belongs to the server, and counts the row. A change that changes nothing keeps its version.
-- Only the owner of the tables can bring an age, or a version to go on from. An id that is used again goes on from the
-- version of its tombstone, so that no entity tag means two things.
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

revoke execute on function app.clock, app.tick, app.stamp from public;
grant execute on function app.clock to task_api;
