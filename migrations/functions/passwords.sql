-- A session lasts only as long as the password that it was opened with.

-- Returns the fingerprint of a password hash, as session.credential holds it.
create or replace function auth.fingerprint(p_hash text) returns text
  language sql immutable
  return encode(sha256(convert_to(p_hash, 'UTF8')), 'hex');

-- Raises DY4A4 for a session whose password changed while it was being checked. The row lock makes a new session and a
-- change of the password wait for each other.
create or replace function auth.check_credential() returns trigger
  language plpgsql
as $$
begin
  perform from auth.account a
    where a."userId" = new."userId" and auth.fingerprint(a.password) = new.credential
    for share;
  if not found then
    raise exception 'the password has changed since it was checked' using errcode = 'DY4A4';
  end if;
  return new;
end
$$;

-- Ends every session of a user whose password has changed.
create or replace function auth.end_sessions() returns trigger
  language plpgsql
as $$
begin
  delete from auth.session s where s."userId" = new."userId";
  return null;
end
$$;
