-- Forgetting what is old, in parts: a scheduled Worker runs it, as the owner of the tables.

-- Deletes what is old, at most p_limit rows of each kind, and counts them: to be run until it finds less. It waits for
-- nobody: rows that somebody has locked are left for the next time. Tombstones and revisions are counted, so of these it
-- deletes only those of users whose clock it can lock first. Rows are found again by their place, without an index.
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

-- Counts how much of what is old is still there, up to p_most rows of each kind.
create or replace function app.sweep_left(p_most integer) returns json
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

revoke execute on function app.sweep, app.sweep_left from public;
