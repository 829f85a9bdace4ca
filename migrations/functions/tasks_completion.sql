-- Returns the task as completed or, where it repeats, with its next day. A repeat from the due day skips the days that have
-- passed meanwhile.
create or replace function app.completed(p_task public.tasks, p_timezone text) returns public.tasks
  language plpgsql stable
as $$
declare
  task public.tasks := p_task;
  today date := (now() at time zone coalesce(task.due_timezone, p_timezone, 'UTC'))::date;
  -- West of Greenwich the first day of the year 1 is one of the year before, which series do not know.
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
  -- A series ends with year 9999, also where that is a day later than in UTC.
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

revoke execute on function app.completed from public;
grant execute on function app.completed to task_api;
