-- Answers that were given to requests with an Idempotency-Key, for 24 hours.
create table public.answers (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  key text not null,
  -- SHA-256 of the request: method, path and body.
  fingerprint text not null,
  -- Null where the answer was too large to keep.
  result json,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index answers_created_at_idx on public.answers (created_at);
alter table public.answers enable row level security;
create policy own_rows on public.answers to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
grant select, delete, insert (key, fingerprint, result) on public.answers to task_api;
