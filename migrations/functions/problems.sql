-- Raises an SQLSTATE of worker/db/sqlstates.ts, which ends the transaction. The detail is JSON for the Worker, with the
-- current state of the resource; p_constraint names the broken rule.
create or replace function app.raise_problem(p_code text, p_current json default null, p_constraint text default '') returns void
  language plpgsql immutable
as $$
begin
  raise exception 'a request was refused' using
    errcode = p_code,
    constraint = p_constraint,
    detail = json_build_object('current', p_current)::text;
end
$$;

revoke execute on function app.raise_problem from public;
grant execute on function app.raise_problem to task_api;
