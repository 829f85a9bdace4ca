-- Answers to requests with an Idempotency-Key, kept for 24 hours: whole up to 64 kB, beyond that in their minimal form, and
-- beyond the bytes of a day not at all. The key is kept always, so the request is done once.

-- Returns the rows of an answer in their minimal form.
create or replace function app.brief_rows(p_rows json) returns json
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

-- Runs between app.enter and the work. Raises DY4R0 with the first answer as its detail, or DY4R1 where the key was another
-- request's. The clock that app.enter locks makes concurrent requests wait.
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
    raise exception 'the key was used for another request' using errcode = 'DY4R1';
  end if;
  raise exception 'this has been done' using errcode = 'DY4R0', detail = coalesce(answer.result::text, 'null');
end
$$;

-- Keeps the answer. Raises DY4Q3 where the user has used as many keys as there may be in a day; its detail is the seconds
-- until the next.
create or replace function app.keep(p_key text, p_fingerprint text, p_result json) returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  limits constant bigint[] := nullif(current_setting('app.limits', true), '')::bigint[];
  most_bytes constant integer := 65536;
  today constant date := (now() at time zone 'UTC')::date;
  result json := case when octet_length(p_result::text) > most_bytes then app.brief_rows(p_result) else p_result end;
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
      errcode = 'DY4Q3',
      detail = ceil(extract(epoch from (today + 1) - (now() at time zone 'UTC')))::text;
  end if;
  if size > most_bytes or clock.kept_bytes > limits[7] then
    result := null;
    update public.clocks c set kept_bytes = c.kept_bytes - size where c.user_id = app.user_id();
  end if;
  insert into public.answers (user_id, key, fingerprint, result)
    values (app.user_id(), p_key, p_fingerprint, result);
end
$$;

revoke execute on function app.brief_rows, app.replay, app.keep from public;
grant execute on function app.replay, app.keep to task_api;
