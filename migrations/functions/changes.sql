-- Returns the changes after p_since, in order: at most p_limit of them, whether there are more, and the number to continue
-- from.
--
-- `known` is false if the user's sequence never reached p_since, or if tombstones after it have been deleted. Everything
-- after 0 is known, because a client without data misses no deletion. This must hold until such a client has read all pages,
-- however old the rows are. So while its first reading is at numbers up to compacted_through, `next` is the day on which
-- the reading began, followed by ten digits of the sequence; it is valid for as long as tombstones are kept.
create or replace function app.changes(p_since bigint, p_limit integer, p_lists boolean)
  returns table (known boolean, changes json, next bigint, has_more boolean)
  language sql stable security definer set search_path = ''
  begin atomic
    with reading as (
      select
        coalesce(max(h.seq), 0) as seq,
        coalesce(max(h.compacted_through), 0) as compacted_through,
        p_since % 10000000000 as since,
        (now() at time zone 'UTC')::date - date '2000-01-01' as today,
        nullif(p_since / 10000000000, 0) as began
        from public.change_log_heads h where h.user_id = app.user_id()
    ),
    shown_types as (
      select case when p_lists and app.has_scope('lists:read') then array['task', 'list'] else array['task'] end as types
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
    -- A page has at least one change and at most 1 MB, because notes may be long and a Worker has little memory.
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
        when r.began is null then r.since = 0 or r.since >= r.compacted_through
        else r.began between r.today - 29 and r.today
      end,
      coalesce(
        (select json_agg(
          json_build_object('seq', s.seq, 'type', s.type, 'id', s.id, 'deleted', s.resource is null, 'resource', s.resource)
          order by s.seq) from shown s),
        '[]'),
      case
        when not reach.has_more then r.seq
        when reach.last >= r.compacted_through then reach.last
        else coalesce(r.began, r.today) * 10000000000 + reach.last
      end,
      reach.has_more
      from reading r, reach;
  end;

revoke execute on function app.changes from public;
grant execute on function app.changes to task_api;
