-- What is left of a row that was deleted for good.

-- Leaves a tombstone, and counts the row no more.
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

-- Removes the tombstone of an id that is used again.
create or replace function app.unearth() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.tombstones t where t.user_id = new.user_id and t.type = tg_argv[0] and t.id = new.id;
  return null;
end
$$;

revoke execute on function app.bury, app.unearth from public;
