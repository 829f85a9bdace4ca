-- The sequence of a user numbers the changes of their data. Its head, in change_log_heads, has the counts for quotas as well
-- (quotas.sql).

-- Returns the number of the caller's last change: while it stays the same, so does their data.
create or replace function app.current_seq() returns bigint
  language sql stable security definer set search_path = ''
  begin atomic
    select coalesce(max(h.seq), 0) from public.change_log_heads h where h.user_id = app.user_id();
  end;

-- Returns the next number, and adds p_counts to the counts. Raises DY4Q1 (app.check_quotas).
--
-- Each update of the head leaves a dead row version, which the next update in the same transaction must step over. So a
-- transaction that changes many rows reserves its numbers in blocks: one at a time up to 16, then more and more, up to
-- 1 000. The rest of the last block is never used. The setting `app.seq_block` holds the user, the last number used, the
-- last one reserved, and how many have been used.
create or replace function app.next_seq(p_user uuid, p_counts bigint[]) returns bigint
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  block text[] := string_to_array(current_setting('app.seq_block', true), ' ');
  taken bigint := case when block[1] = p_user::text then block[4]::bigint else 0 end;
  number bigint := block[2]::bigint + 1;
  reserved bigint := block[3]::bigint;
  size bigint := case when taken < 16 then 1 else least(taken, 1000) end;
  added bigint[] := p_counts;
  counted bigint[];
begin
  if taken = 0 or number > reserved then
    if taken = 0 then
      perform app.write_counts();
    elsif app.has_unwritten_counts() then
      added := app.sum_counts(added, current_setting('app.unwritten_counts')::bigint[]);
    end if;
    insert into public.change_log_heads as head (user_id, seq, tasks, lists, labels, bytes, deletions, undo_bytes)
      values (p_user, size, added[1], added[2], added[3], added[4], added[5], added[6])
      on conflict (user_id) do update set
        seq = head.seq + size, tasks = head.tasks + added[1], lists = head.lists + added[2],
        labels = head.labels + added[3], bytes = head.bytes + added[4], deletions = head.deletions + added[5],
        undo_bytes = head.undo_bytes + added[6]
      returning head.seq,
          array[head.tasks, head.lists, head.labels, head.bytes, head.deletions, head.undo_bytes]
        into reserved, counted;
    number := reserved - size + 1;
    perform set_config('app.current_counts', counted::text, true), set_config('app.unwritten_counts', '', true);
    perform app.check_quotas(p_counts, counted);
  elsif p_counts <> '{0,0,0,0,0,0}' then
    perform app.add_counts(p_user, p_counts);
  end if;
  perform set_config('app.seq_block', concat_ws(' ', p_user, number, reserved, taken + 1), true);
  return number;
end
$$;

-- Sets the columns that belong to the server, and counts the row. An update that changes nothing keeps version and seq.
-- An id that is used again continues from the version of its tombstone, so that an entity tag never stands for two states.
-- A given version is continued from, too; only the owner of the tables can give one (app.restore_row).
create or replace function app.set_server_columns() returns trigger
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
      counts[4] := -app.task_bytes(old.title, old.notes, old.labels);
    else
      counts[4] := -app.list_bytes(old.name);
    end if;
  end if;
  if is_task then
    counts[3] := counts[3] + cardinality(new.labels);
    counts[4] := counts[4] + app.task_bytes(new.title, new.notes, new.labels);
  else
    counts[4] := counts[4] + app.list_bytes(new.name);
  end if;
  new.updated_at := now();
  new.actor := app.actor();
  new.seq := app.next_seq(new.user_id, counts);
  return new;
end
$$;

revoke execute on function app.current_seq, app.next_seq, app.set_server_columns from public;
grant execute on function app.current_seq to task_api;
