-- Returns the task as completed or, if it repeats, moved to its next day. A repeat from the due day skips days that have
-- passed. worker/domain/recurrence/next-occurrence.ts does the same in the app.
create or replace function app.complete_task(p_task public.tasks, p_timezone text) returns public.tasks
  language plpgsql stable
as $$
declare
  task public.tasks := p_task;
  today date := (now() at time zone coalesce(task.due_timezone, p_timezone, 'UTC'))::date;
  -- West of Greenwich, the first instant of year 1 is on a day of the year before, which a series cannot have.
  due date := greatest(task.due_key::date, '0001-01-01');
  next_day date;
  next_rule text;
  next_at timestamptz;
begin
  if task.completed_at is not null then
    return task;
  end if;
  if task.recurrence is not null then
    if task.recurrence_from = 'completed' then due := today; end if;
    select next.day, next.rule into next_day, next_rule
      from app.next_occurrence(task.recurrence, due, greatest(due, today)) next;
  end if;
  next_at := (next_day + task.due_time) at time zone task.due_timezone;
  -- A series ends with year 9999 in UTC, also where the wall clock shows another day.
  if next_day is null or next_at >= '10000-01-01 00:00+00' then
    task.completed_at := now();
    return task;
  end if;
  task.recurrence := next_rule;
  if task.due_at is null then
    task.due_date := next_day;
  else
    task.due_at := next_at;
  end if;
  return task;
end
$$;

revoke execute on function app.complete_task from public;
grant execute on function app.complete_task to task_api;
