-- The counts that quotas bound. docs/decisions/0018-what-is-bounded.md lists them, and gives the reasons.
--
-- Counts are arrays of tasks, lists, labels (of all tasks), bytes, deletions and undo_bytes. Three settings hold them for
-- the length of a transaction:
--   app.limits            the limits, from the Worker, followed by those for bytes and number of stored responses; absent
--                         for the owner of the tables, who has no limits
--   app.current_counts    the counts of the user of app.seq_block
--   app.unwritten_counts  the part of them that is not in change_log_heads yet; empty if there is none

-- Returns the size of a task for the quota: the bytes of its texts, and 300 for everything else. Only the length of long
-- texts is needed, which Postgres knows without reading them.
create or replace function app.task_bytes(p_title text, p_notes text, p_labels text[]) returns bigint
  language sql immutable parallel safe
  return 300 + octet_length(p_title) + octet_length(p_notes) + octet_length(array_to_string(p_labels, ' '));

-- Returns the size of a list for the quota, as app.task_bytes does.
create or replace function app.list_bytes(p_name text) returns bigint
  language sql immutable parallel safe
  return 300 + octet_length(p_name);

-- Returns the size of a revision for the quota: the bytes of the row as JSON, and 200 for everything else.
create or replace function app.revision_bytes(p_before jsonb) returns bigint
  language sql immutable parallel safe
  return 200 + coalesce(octet_length(p_before::text), 0);

-- Adds two arrays of counts.
create or replace function app.sum_counts(p_one bigint[], p_other bigint[]) returns bigint[]
  language sql immutable parallel safe
  return array[p_one[1] + p_other[1], p_one[2] + p_other[2], p_one[3] + p_other[3], p_one[4] + p_other[4],
    p_one[5] + p_other[5], p_one[6] + p_other[6]];

-- Raises DY4Q1 if a count has grown (p_counts) beyond its limit. The detail is JSON for the Worker's answer.
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

-- Adds p_counts for rows that take no number of their own, such as revisions: most often app.next_seq was called before in
-- the same transaction. Raises DY4Q1 (app.check_quotas).
create or replace function app.add_counts(p_user uuid, p_counts bigint[]) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  counted bigint[];
  waiting constant bigint[] := nullif(current_setting('app.unwritten_counts', true), '')::bigint[];
begin
  if split_part(current_setting('app.seq_block', true), ' ', 1) is distinct from p_user::text then
    update public.change_log_heads h set
      tasks = h.tasks + p_counts[1], lists = h.lists + p_counts[2], labels = h.labels + p_counts[3],
      bytes = h.bytes + p_counts[4], deletions = h.deletions + p_counts[5], undo_bytes = h.undo_bytes + p_counts[6]
      where h.user_id = p_user;
    return;
  end if;
  counted := app.sum_counts(current_setting('app.current_counts')::bigint[], p_counts);
  perform set_config('app.current_counts', counted::text, true),
    set_config('app.unwritten_counts', app.sum_counts(coalesce(waiting, '{0,0,0,0,0,0}'), p_counts)::text, true);
  perform app.check_quotas(p_counts, counted);
end
$$;

-- Writes the unwritten counts to change_log_heads. app.next_seq writes them whenever it reserves a block of numbers; those
-- that come after its last block are written when the transaction commits.
create or replace function app.write_counts() returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  waiting constant bigint[] := nullif(current_setting('app.unwritten_counts', true), '')::bigint[];
begin
  if waiting is null then
    return;
  end if;
  update public.change_log_heads h set
    tasks = h.tasks + waiting[1], lists = h.lists + waiting[2], labels = h.labels + waiting[3],
    bytes = h.bytes + waiting[4], deletions = h.deletions + waiting[5], undo_bytes = h.undo_bytes + waiting[6]
    where h.user_id = split_part(current_setting('app.seq_block', true), ' ', 1)::uuid;
  perform set_config('app.unwritten_counts', '', true);
end
$$;

-- Runs app.write_counts when the transaction commits: the triggers are deferred.
create or replace function app.write_counts_at_commit() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform app.write_counts();
  return null;
end
$$;

-- Subtracts deleted tombstones and revisions from the counts, whatever deletes them: an id that is used again, an undo, the
-- sweep.
create or replace function app.subtract_counts() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_argv[0] = 'tombstones' then
    update public.change_log_heads h set deletions = h.deletions - removed.deletions
      from (select d.user_id, count(*) as deletions from deleted d group by d.user_id) removed
      where h.user_id = removed.user_id;
  else
    update public.change_log_heads h set undo_bytes = h.undo_bytes - removed.bytes
      from (select d.user_id, sum(d.bytes) as bytes from deleted d group by d.user_id) removed
      where h.user_id = removed.user_id;
  end if;
  return null;
end
$$;

-- Sets the size of a new revision, and adds it to the counts.
create or replace function app.count_revision() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  new.bytes := app.revision_bytes(new.before);
  perform app.add_counts(new.user_id, array[0, 0, 0, 0, 0, new.bytes]);
  return new;
end
$$;

revoke execute on function app.task_bytes, app.list_bytes, app.revision_bytes, app.sum_counts, app.check_quotas,
  app.add_counts, app.write_counts, app.write_counts_at_commit, app.subtract_counts, app.count_revision from public;
