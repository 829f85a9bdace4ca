-- Tombstones of rows that were deleted for good.

-- Writes the tombstone of a deleted row, and subtracts the row from the counts.
create or replace function app.write_tombstone() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  counts bigint[] := '{0,0,0,0,1,0}';
begin
  -- Rows that are deleted along with their user need no tombstone: nobody is left to read it.
  if exists (select from auth."user" u where u.id = old.user_id) then
    if tg_argv[0] = 'task' then
      counts[1] := -1;
      counts[3] := -cardinality(old.labels);
      counts[4] := -app.task_bytes(old.title, old.notes, old.labels);
    else
      counts[2] := -1;
      counts[4] := -app.list_bytes(old.name);
    end if;
    insert into public.tombstones (user_id, seq, type, id, version)
      values (old.user_id, app.next_seq(old.user_id, counts), tg_argv[0], old.id, old.version);
  end if;
  return null;
end
$$;

-- Removes the tombstone of an id that is used again.
create or replace function app.remove_tombstone() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.tombstones t where t.user_id = new.user_id and t.type = tg_argv[0] and t.id = new.id;
  return null;
end
$$;

revoke execute on function app.write_tombstone, app.remove_tombstone from public;
