-- The sweep deletes expired rows. A scheduled Worker runs it, as the owner of the tables.

-- Deletes expired rows, at most p_limit of each kind, and returns how many. The Worker repeats it until it finds fewer. It
-- waits for no lock: locked rows are left for the next time. Deleting tombstones and revisions changes counts, so only those
-- of users are deleted whose change_log_heads row it can lock. Rows are found again by ctid, which needs no index.
create or replace function app.sweep(p_limit integer default 1000) returns json
  language plpgsql
as $$
declare
  tombstones integer;
  revisions integer;
  responses integer;
  tokens integer;
  sessions integer;
  verifications integer;
begin
  with old as materialized (
    select t.ctid as place, t.user_id from public.tombstones t
      where t.deleted_at < now() - interval '30 days' order by t.deleted_at limit p_limit
  ),
  owners as materialized (
    select h.user_id from public.change_log_heads h where h.user_id in (select o.user_id from old o) for update skip locked
  ),
  deleted as (
    delete from public.tombstones t
      where t.ctid = any (array(select o.place from old o join owners w on w.user_id = o.user_id))
        and t.deleted_at < now() - interval '30 days'
      returning t.user_id, t.seq
  ),
  compacted as (
    update public.change_log_heads h set compacted_through = d.seq
      from (select user_id, max(seq) as seq from deleted group by user_id) d
      where h.user_id = d.user_id and h.compacted_through < d.seq
  )
  select count(*) into tombstones from deleted;

  with old as materialized (
    select r.ctid as place, r.user_id from app.revisions r
      where r.at < now() - interval '30 days' order by r.at limit p_limit
  ),
  owners as materialized (
    select h.user_id from public.change_log_heads h where h.user_id in (select o.user_id from old o) for update skip locked
  )
  delete from app.revisions r
    where r.ctid = any (array(select o.place from old o join owners w on w.user_id = o.user_id))
      and r.at < now() - interval '30 days';
  get diagnostics revisions = row_count;

  delete from public.idempotent_responses a where a.ctid = any (array(
    select o.ctid from public.idempotent_responses o where o.created_at < now() - interval '24 hours'
      order by o.created_at limit p_limit for update skip locked));
  get diagnostics responses = row_count;
  delete from public.access_tokens t where t.ctid = any (array(
    select o.ctid from public.access_tokens o
      where least(o.revoked_at, o.expires_at) < now() - interval '30 days' limit p_limit for update skip locked));
  get diagnostics tokens = row_count;

  -- Better Auth deletes these two only when somebody uses them.
  delete from auth.session s where s.ctid = any (array(
    select o.ctid from auth.session o where o."expiresAt" < now() limit p_limit for update skip locked));
  get diagnostics sessions = row_count;
  delete from auth.verification v where v.ctid = any (array(
    select o.ctid from auth.verification o where o."expiresAt" < now() limit p_limit for update skip locked));
  get diagnostics verifications = row_count;
  return json_build_object('tombstones', tombstones, 'revisions', revisions, 'responses', responses, 'tokens', tokens,
    'sessions', sessions, 'verifications', verifications);
end
$$;

-- Returns the number of expired rows of each kind, counted up to p_most.
create or replace function app.count_sweepable(p_most integer) returns json
  language sql stable
  begin atomic
    select json_build_object(
      'tombstones', (select count(*) from (
        select from public.tombstones t where t.deleted_at < now() - interval '30 days' limit p_most) expired),
      'revisions', (select count(*) from (
        select from app.revisions r where r.at < now() - interval '30 days' limit p_most) expired),
      'responses', (select count(*) from (
        select from public.idempotent_responses a where a.created_at < now() - interval '24 hours' limit p_most) expired),
      'tokens', (select count(*) from (
        select from public.access_tokens t
          where least(t.revoked_at, t.expires_at) < now() - interval '30 days' limit p_most) expired),
      'sessions', (select count(*) from (
        select from auth.session s where s."expiresAt" < now() limit p_most) expired),
      'verifications', (select count(*) from (
        select from auth.verification v where v."expiresAt" < now() limit p_most) expired));
  end;

revoke execute on function app.sweep, app.count_sweepable from public;
