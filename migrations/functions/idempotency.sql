-- Responses to requests with an Idempotency-Key, stored for 24 hours: whole up to 64 kB, above that in their minimal form,
-- and not at all once the bytes of a day are used up. The key is always stored, so that the request is done only once.

-- Returns the rows of a response in their minimal form.
create or replace function app.minimal_rows(p_rows json) returns json
  language sql immutable parallel safe
  return (
    select json_agg(case
        when json_typeof(item -> 'resource') = 'object' then
          json_build_object('created', item -> 'created', 'minimal', true, 'resource', app.minimal_resource(item -> 'resource'))
        when item -> 'reverted' is not null then
          json_build_object('reverted', json_build_object(
            'results', '[]'::json, 'next', item -> 'reverted' -> 'next', 'has_more', item -> 'reverted' -> 'has_more',
            'minimal', true))
        else item
      end order by n)
      from json_array_elements(p_rows) with ordinality rows (item, n));

-- Runs after authentication and before the work. If the request was done before, raises DY4R0 with the stored response as
-- its detail; if the key belongs to another request, DY4R1. The lock of app.begin_request makes concurrent requests wait.
create or replace function app.replay_response(p_key text, p_fingerprint text) returns void
  language plpgsql
as $$
declare
  stored public.idempotent_responses;
begin
  delete from public.idempotent_responses a
    where a.user_id = app.user_id() and a.key = p_key and a.created_at < now() - interval '24 hours';
  select * into stored from public.idempotent_responses a where a.user_id = app.user_id() and a.key = p_key;
  if not found then
    return;
  elsif stored.fingerprint <> p_fingerprint then
    raise exception 'the key was used for another request' using errcode = 'DY4R1';
  end if;
  raise exception 'the request was done before' using errcode = 'DY4R0', detail = coalesce(stored.response::text, 'null');
end
$$;

-- Stores the response. Raises DY4Q3 if the user has used up the keys of a day (UTC); the detail is the number of seconds
-- until the next day.
create or replace function app.store_response(p_key text, p_fingerprint text, p_response json) returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  limits constant bigint[] := nullif(current_setting('app.limits', true), '')::bigint[];
  max_bytes constant integer := 65536;
  today constant date := (now() at time zone 'UTC')::date;
  response json :=
    case when octet_length(p_response::text) > max_bytes then app.minimal_rows(p_response) else p_response end;
  size constant bigint := octet_length(response::text);
  head public.change_log_heads;
begin
  update public.change_log_heads h set
    responses_on = today,
    responses = case when h.responses_on = today then h.responses else 0 end + 1,
    response_bytes = case when h.responses_on = today then h.response_bytes else 0 end + size
    where h.user_id = app.user_id()
    returning * into head;
  if head.responses > limits[8] then
    raise exception 'the keys of this day are used up' using
      errcode = 'DY4Q3',
      detail = ceil(extract(epoch from (today + 1) - (now() at time zone 'UTC')))::text;
  end if;
  if size > max_bytes or head.response_bytes > limits[7] then
    response := null;
    update public.change_log_heads h set response_bytes = h.response_bytes - size where h.user_id = app.user_id();
  end if;
  insert into public.idempotent_responses (user_id, key, fingerprint, response)
    values (app.user_id(), p_key, p_fingerprint, response);
end
$$;

revoke execute on function app.minimal_rows, app.replay_response, app.store_response from public;
grant execute on function app.replay_response, app.store_response to task_api;
