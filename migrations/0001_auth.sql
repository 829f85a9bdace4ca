-- Better Auth's tables, with its own column names, in a schema that the API's role cannot read.
-- worker/auth/schema-drift.pg.test.ts compares the result with Better Auth's own plan.

create schema auth;
revoke all on schema auth from public;

create table auth."user" (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);

create table auth.session (
  id uuid primary key default gen_random_uuid(),
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  credential text,
  "userId" uuid not null references auth."user" (id) on delete cascade
);
create index "session_userId_idx" on auth.session ("userId");

create table auth.account (
  id uuid primary key default gen_random_uuid(),
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth.account ("userId");

create table auth.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index verification_identifier_idx on auth.verification (identifier);

-- session.credential is the fingerprint of the password hash that the session was opened with. The password may change
-- while it is being checked, so these triggers let such a session be written only while that is still the hash, and end
-- every session when the hash changes.
--
-- A trigger needs its function, and functions/ is applied after this file. So each function is declared here, and fails
-- until functions/ defines it.
create function auth.check_credential() returns trigger language plpgsql as 'begin end';
create function auth.end_sessions() returns trigger language plpgsql as 'begin end';

create trigger session_credential before insert on auth.session
  for each row when (new.credential is not null) execute function auth.check_credential();
create trigger account_password after update of password on auth.account
  for each row when (old.password is distinct from new.password) execute function auth.end_sessions();
