-- Raises an SQLSTATE of worker/db/sqlstates.ts, which ends the transaction. The detail is JSON for the Worker: the
-- resource as it is now; p_constraint names the rule that was broken.
create or replace function app.refuse(p_code text, p_current json default null, p_constraint text default '') returns void
  language plpgsql immutable
as $$
begin
  raise exception 'refused' using
    errcode = p_code,
    constraint = p_constraint,
    detail = json_build_object('current', p_current)::text;
end
$$;

revoke execute on function app.refuse from public;
grant execute on function app.refuse to task_api;
