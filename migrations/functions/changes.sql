-- Returns what changed after p_since, in the order of the user's clock: at most p_limit changes, whether there are more,
-- and the number to ask from next.
--
-- `known` is false where the clock never reached p_since, or where deletions after it are forgotten. From 0 everything is
-- known: a client that has nothing misses no deletion. That must hold until it has read all pages, however old the rows
-- are: while a first reading is at numbers whose deletions are forgotten, `next` is the day on which it began, followed by
-- ten digits of the clock, and is good for as long as deletions are kept.
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

revoke execute on function app.changes from public;
grant execute on function app.changes to task_api;
