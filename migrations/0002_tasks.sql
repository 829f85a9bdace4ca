-- The API's side: the role it works as, the door it enters by, and the tables it keeps apart by user.
-- docs/decisions/0002-one-call-per-request.md tells why.

-- The migration runner keeps its own table in it.
create schema if not exists app;
revoke all on schema app from public;

-- Roles belong to the whole cluster: another database on it may have made this one already.
do $$
begin
  create role task_api nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;
-- Only a member may `set role` to it; on Neon and other hosts the connecting user is no superuser.
grant task_api to current_user;
grant usage on schema app, public to task_api;

-- The user that app.enter let in, in this transaction only; null before that.
create function app.user_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.user_id', true), '')::uuid;

-- One row a user. Whoever writes locks it until the transaction ends, so that changes of one user become
-- visible in the order of their numbers: who has seen n has seen everything up to n.
create table public.clocks (
  user_id uuid primary key references auth."user" (id) on delete cascade,
  seq bigint not null
);
alter table public.clocks enable row level security;

-- First statement of every batch. Raises UD401 unless the session behind the token is alive and belongs to
-- the user, UD403 unless the user is the one that the path names (null: the path names nobody).
-- After it the transaction may do only what task_api may, for this user, and for at most 8 s a statement.
-- A transaction that writes takes the user's clock first: an update would lock a task and then the clock, an
-- insert the clock and then a task, and two of one user would wait for each other.
create function app.enter(p_user uuid, p_session uuid, p_expected_user uuid default null) returns void
  language plpgsql volatile
as $$
begin
  perform from auth.session s
    where s.id = p_session and s."userId" = p_user and s."expiresAt" > now();
  if not found then
    raise exception 'the session behind this token has ended' using errcode = 'UD401';
  end if;
  if p_expected_user <> p_user then
    raise exception 'the path names another user' using errcode = 'UD403';
  end if;
  perform set_config('statement_timeout', '8s', true), set_config('lock_timeout', '8s', true);
  if current_setting('transaction_read_only') = 'off' then
    insert into public.clocks (user_id, seq) values (p_user, 0) on conflict do nothing;
    perform from public.clocks c where c.user_id = p_user for update;
  end if;
  perform set_config('app.user_id', p_user::text, true), set_config('role', 'task_api', true);
end
$$;
revoke execute on function app.enter from public;

-- What the caller may know of their own auth."user" row.
create function app.me() returns table (id uuid, name text, email text, created_at timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, u.name, u.email, u."createdAt" from auth."user" u where u.id = app.user_id();
  end;
revoke execute on function app.me from public;

grant execute on function app.user_id, app.me to task_api;

create function app.tick(p_user uuid) returns bigint
  language sql volatile security definer set search_path = ''
  begin atomic
    insert into public.clocks as clock (user_id, seq) values (p_user, 1)
      on conflict (user_id) do update set seq = clock.seq + 1
      returning clock.seq;
  end;
revoke execute on function app.tick from public;

-- Sets every column that belongs to the server. A change that changes nothing keeps its version.
create function app.stamp() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    new.created_at := now();
  else
    if new is not distinct from old then
      return new;
    end if;
    new.version := old.version + 1;
  end if;
  new.updated_at := now();
  new.seq := app.tick(new.user_id);
  return new;
end
$$;
revoke execute on function app.stamp from public;

create table public.lists (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  version integer not null,
  seq bigint not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (user_id, id)
);
create unique index lists_seq_idx on public.lists (user_id, seq);

create table public.tasks (
  user_id uuid not null default app.user_id() references auth."user" (id) on delete cascade,
  id uuid not null,
  list_id uuid,
  title text not null constraint tasks_title_check check (char_length(title) between 1 and 500),
  notes text not null default '' constraint tasks_notes_check check (char_length(notes) <= 20000),
  priority smallint not null default 0 constraint tasks_priority_check check (priority between 0 and 4),
  due_date date constraint tasks_due_date_check check (isfinite(due_date)),
  completed_at timestamptz(3),
  deleted_at timestamptz(3),
  version integer not null,
  seq bigint not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (user_id, id),
  foreign key (user_id, list_id) references public.lists (user_id, id) on delete set null (list_id)
);
create unique index tasks_seq_idx on public.tasks (user_id, seq);
create index tasks_list_id_idx on public.tasks (user_id, list_id) where list_id is not null;

-- One index a view, in the view's order: a page is a range of it.
create index tasks_all_idx on public.tasks (user_id, created_at desc, id desc) where deleted_at is null;
create index tasks_inbox_idx on public.tasks (user_id, created_at desc, id desc)
  where deleted_at is null and completed_at is null;
create index tasks_completed_idx on public.tasks (user_id, completed_at desc, id desc)
  where deleted_at is null and completed_at is not null;
create index tasks_trash_idx on public.tasks (user_id, deleted_at desc, id desc) where deleted_at is not null;

create trigger lists_stamp before insert or update on public.lists
  for each row execute function app.stamp();
create trigger tasks_stamp before insert or update on public.tasks
  for each row execute function app.stamp();

-- The sub-select makes the user a constant of the plan, so that it becomes an index condition.
alter table public.lists enable row level security;
create policy own_rows on public.lists to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
alter table public.tasks enable row level security;
create policy own_rows on public.tasks to task_api
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));

-- Columns that belong to the server are not granted: only the trigger writes them.
grant select, delete on public.lists, public.tasks to task_api;
grant insert (id, name), update (name) on public.lists to task_api;
grant insert (id, list_id, title, notes, priority, due_date),
  update (list_id, title, notes, priority, due_date, completed_at, deleted_at)
  on public.tasks to task_api;
