-- Authentication: every transaction of the API begins with app.authenticate_session or app.authenticate_token. After that
-- it acts as one user, with no more rights than the role task_api has.

-- Sets the user, the actor, the scopes and the role of this transaction, and limits each statement to 8 s. Both functions
-- below end with it. Raises DY403 if the path names another user (p_expected_user; null if it names none), and DY401 if the
-- account no longer exists.
--
-- A transaction that writes locks the user's change_log_heads row before anything else. Otherwise an update would lock a
-- task and then the head, an insert the head and then a task, and two requests of one user could deadlock.
--
-- last_used_at of a token is written at most once a minute: of several requests at once one writes it, and none waits. That
-- comes after the lock on the head, because revoking a token takes both locks in this order.
create or replace function app.begin_request(
  p_user uuid, p_actor text, p_expected_user uuid, p_writes boolean, p_token public.access_tokens default null
) returns void
  language plpgsql volatile
as $$
begin
  if p_expected_user <> p_user then
    raise exception 'the path names another user' using errcode = 'DY403';
  end if;
  perform set_config('statement_timeout', '8s', true), set_config('lock_timeout', '8s', true);
  if p_writes then
    -- If the account is deleted meanwhile, the row is missing, or the foreign key keeps it from being inserted.
    insert into public.change_log_heads (user_id, seq) values (p_user, 0) on conflict do nothing;
    perform from public.change_log_heads h where h.user_id = p_user for update;
    if not found then
      raise exception 'the account no longer exists' using errcode = 'DY401';
    end if;
  end if;
  if p_token.last_used_at < now() - interval '1 minute' or (p_token.id is not null and p_token.last_used_at is null) then
    update public.access_tokens t set last_used_at = now()
      from (
        select u.user_id, u.id from public.access_tokens u
          where u.user_id = p_user and u.id = p_token.id
            and (u.last_used_at is null or u.last_used_at < now() - interval '1 minute')
          for update skip locked
      ) unused
      where t.user_id = unused.user_id and t.id = unused.id;
  end if;
  perform
    set_config('app.user_id', p_user::text, true),
    set_config('app.actor', p_actor, true),
    set_config('app.scopes', coalesce(array_to_string(p_token.scopes, ' '), ''), true),
    set_config('role', 'task_api', true);
exception
  when foreign_key_violation then
    raise exception 'the account no longer exists' using errcode = 'DY401';
end
$$;

-- Begins a request of a session. Raises DY401 if the session is not the user's or has ended, and what app.begin_request
-- raises.
create or replace function app.authenticate_session(p_user uuid, p_session uuid, p_expected_user uuid default null) returns void
  language plpgsql volatile
as $$
begin
  perform from auth.session s
    where s.id = p_session and s."userId" = p_user and s."expiresAt" > now();
  if not found then
    raise exception 'the session behind this token has ended' using errcode = 'DY401';
  end if;
  perform app.begin_request(
    p_user, 'session:' || p_session, p_expected_user, current_setting('transaction_read_only') = 'off');
end
$$;

-- Begins a request with a personal access token, and returns the token's owner. Raises DY4A1 for an unknown token, DY401
-- for a revoked one, DY4A2 for an expired one, DY4A3 if it lacks one of p_scopes, and what app.begin_request raises.
-- The transaction is never read-only, because last_used_at is written, so p_writes tells whether the request writes.
create or replace function app.authenticate_token(p_hash text, p_scopes text[], p_writes boolean, p_expected_user uuid default null)
  returns uuid
  language plpgsql volatile
as $$
declare
  token public.access_tokens;
begin
  select * into token from public.access_tokens t where t.hash = p_hash;
  if not found then
    raise exception 'there is no such token' using errcode = 'DY4A1';
  elsif token.revoked_at is not null then
    raise exception 'the token has been revoked' using errcode = 'DY401';
  elsif token.expires_at <= now() then
    raise exception 'the token has expired' using errcode = 'DY4A2';
  elsif not p_scopes <@ token.scopes then
    raise exception 'the token lacks a scope' using errcode = 'DY4A3';
  end if;
  perform app.begin_request(token.user_id, 'token:' || token.id, p_expected_user, p_writes, token);
  return token.user_id;
end
$$;

-- Returns what callers may see of their own auth."user" row and, if they use a personal access token, of that token.
create or replace function app.caller() returns table (
  id uuid, name text, email text, created_at timestamptz,
  token_name text, token_scopes text[], token_expires_at timestamptz
)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, u.name, u.email, u."createdAt", t.name, t.scopes, t.expires_at
      from auth."user" u
      left join public.access_tokens t on t.user_id = u.id and 'token:' || t.id = app.actor()
      where u.id = app.user_id();
  end;

-- Returns false only for a token that lacks the scope. Sessions have every scope.
create or replace function app.has_scope(p_scope text) returns boolean
  language sql stable parallel safe
  return coalesce(p_scope = any(string_to_array(nullif(current_setting('app.scopes', true), ''), ' ')), true);

-- Inserts a token. Raises DY4Q2 if the user has 50 valid ones already, or 500 with the ended ones that are still kept. The
-- lock of app.begin_request serialises this, so that two requests cannot both take the last place.
create or replace function app.insert_token(p_id uuid, p_name text, p_scopes text[], p_days integer, p_hash text, p_hint text)
  returns setof public.access_tokens
  language plpgsql security definer set search_path = ''
as $$
begin
  if (
    select count(*) filter (where t.revoked_at is null and t.expires_at > now()) >= 50 or count(*) >= 500
      from public.access_tokens t where t.user_id = app.user_id())
  then
    raise exception 'too many tokens' using errcode = 'DY4Q2';
  end if;
  return query insert into public.access_tokens (user_id, id, name, scopes, hash, hint, expires_at)
    values (app.user_id(), p_id, p_name, p_scopes, p_hash, p_hint, now() + p_days * interval '1 day')
    returning *;
end
$$;

revoke execute on function app.begin_request, app.authenticate_session, app.authenticate_token, app.caller,
  app.has_scope, app.insert_token from public;
grant execute on function app.caller, app.has_scope, app.insert_token to task_api;
