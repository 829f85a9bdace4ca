-- The responses to requests with an Idempotency-Key, kept for 24 hours so that a repeated request gets the same one.
create table public.idempotent_responses (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  key text not null,
  -- SHA-256 of the request: method, path and body.
  fingerprint text not null,
  -- The rows that the Worker answers with; null where they were too large to store.
  response json,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index idempotent_responses_created_at_idx on public.idempotent_responses (created_at);
alter table public.idempotent_responses enable row level security;
create policy own_rows on public.idempotent_responses to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
grant select, delete, insert (key, fingerprint, response) on public.idempotent_responses to task_api;
