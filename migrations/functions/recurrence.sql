-- Recurrence by a subset of the rules of RFC 5545, on calendar days. The rules are the canonical texts of
-- worker/domain/recurrence/rule.ts. A month or year without the day is skipped, as the RFC requires.
-- worker/domain/recurrence/next-occurrence.ts has the same functions for the app.

-- Returns 0 (Monday) to 6. 0001-01-01 was a Monday.
create or replace function app.weekday(p_day date) returns integer
  language sql immutable parallel safe
  return (p_day - date '0001-01-01') % 7;

-- Returns the number of months since the start of year 0.
create or replace function app.month_of(p_day date) returns integer
  language sql immutable parallel safe
  return extract(year from p_day)::integer * 12 + extract(month from p_day)::integer - 1;

-- Returns the nth day of a month or, with p_weekday, the nth such weekday; -1 stands for the last. Null if the month has
-- none.
create or replace function app.day_in_month(p_month integer, p_nth integer, p_weekday integer) returns date
  language plpgsql immutable parallel safe
as $$
declare
  first constant date := make_date(p_month / 12, p_month % 12 + 1, 1);
  last constant date := make_date((p_month + 1) / 12, (p_month + 1) % 12 + 1, 1) - 1;
  found date;
begin
  if p_nth = -1 then
    found := last - coalesce((app.weekday(last) - p_weekday + 7) % 7, 0);
  elsif p_weekday is null then
    found := first + p_nth - 1;
  else
    found := first + (p_weekday - app.weekday(first) + 7) % 7 + (p_nth - 1) * 7;
  end if;
  return case when found <= last then found end;
end
$$;

-- The following three functions return the first day of a series after p_after, which is not before p_start. `passed` is the
-- number of days of the series after p_start, up to and including that one. Their cost does not depend on how far it is.

-- Returns a day of every nth day.
create or replace function app.next_day(p_every integer, p_start date, p_after date, out day date, out passed integer)
  language plpgsql immutable parallel safe
as $$
begin
  passed := (p_after - p_start) / p_every + 1;
  day := p_start + passed * p_every;
end
$$;

-- Returns one of some weekdays, given in order, of every nth week. Weeks start on Mondays.
create or replace function app.next_weekday(
  p_every integer, p_weekdays integer[], p_start date, p_after date, out day date, out passed integer
)
  language sql immutable parallel safe
as $$
  with series as (
    select p_start - app.weekday(p_start) as monday,
      (select count(*) from unnest(p_weekdays) as w where w <= app.weekday(p_start)) as not_after_start
  )
  select found.day, week * cardinality(p_weekdays) + place - not_after_start
    from series,
      lateral (select (p_after - monday) / 7 / p_every as reached) as r,
      generate_series(reached, reached + 1) as week,
      unnest(p_weekdays) with ordinality as w (weekday, place),
      lateral (select monday + week * p_every * 7 + weekday as day) as found
    where found.day > p_after
    order by found.day
    limit 1
$$;

-- Returns the day that app.day_in_month finds, of every nth month. `passed` is null unless p_counted is true.
create or replace function app.next_month_day(
  p_every integer, p_nth integer, p_weekday integer, p_start date, p_after date, p_counted boolean,
  out day date, out passed integer
)
  language plpgsql immutable parallel safe
as $$
declare
  first_month constant integer := app.month_of(p_start);
  -- The calendar repeats after 4800 months, so a series that has no day in one round has none at all.
  round constant integer := 4800 / gcd(4800, p_every);
  step integer := (app.month_of(p_after) - first_month) / p_every;
  last_step constant integer := least(step + round, (app.month_of('9999-12-31') - first_month) / p_every);
begin
  while step <= last_step loop
    day := app.day_in_month(first_month + step * p_every, p_nth, p_weekday);
    exit when day > p_after;
    day := null;
    step := step + 1;
  end loop;
  if p_counted and day is not null then
    -- The months up to `step` are whole rounds, each with as many days as the first, and a part of another.
    select count(*) * ((step + 1) / round) + count(*) filter (where s < (step + 1) % round)
      into passed
      from generate_series(0, least(step, round - 1)) as s
      where app.day_in_month(first_month + s * p_every, p_nth, p_weekday) is not null;
    if app.day_in_month(first_month, p_nth, p_weekday) <= p_start then
      passed := passed - 1;
    end if;
  end if;
end
$$;

-- Returns the first day after p_start and p_after (may be null) of the series that starts on p_start, and the rule for a
-- series that starts on that day: COUNT, if there is one, is what remains. Both are null if the series has ended, or goes
-- beyond year 9999. The start is the first of COUNT, even if the rule does not give that day.
create or replace function app.next_occurrence(p_rule text, p_start date, p_after date, out day date, out rule text)
  language plpgsql immutable parallel safe
as $$
declare
  weekdays constant text[] := array['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  frequency constant text := substring(p_rule from 'FREQ=([A-Z]+)');
  every constant integer := coalesce(substring(p_rule from 'INTERVAL=(\d+)')::integer, 1);
  by_day constant text := substring(p_rule from 'BYDAY=([^;]+)');
  month_day constant integer := substring(p_rule from 'BYMONTHDAY=(-?\d+)');
  count constant integer := substring(p_rule from 'COUNT=(\d+)');
  until constant date := substring(p_rule from 'UNTIL=(\d+)');
  after constant date := greatest(p_start, p_after);
  passed integer;
begin
  if frequency = 'DAILY' then
    select * into day, passed from app.next_day(every, p_start, after);
  elsif frequency = 'WEEKLY' and by_day is null then
    select * into day, passed from app.next_day(every * 7, p_start, after);
  elsif frequency = 'WEEKLY' then
    select * into day, passed from app.next_weekday(
      every,
      array(select array_position(weekdays, d) - 1 from unnest(string_to_array(by_day, ',')) as d),
      p_start, after
    );
  elsif frequency = 'MONTHLY' and by_day is not null then
    select * into day, passed from app.next_month_day(
      every, left(by_day, -2)::integer, array_position(weekdays, right(by_day, 2)) - 1,
      p_start, after, count is not null
    );
  else
    select * into day, passed from app.next_month_day(
      case when frequency = 'YEARLY' then every * 12 else every end,
      coalesce(month_day, extract(day from p_start)::integer), null,
      p_start, after, count is not null
    );
  end if;
  if day > least(until, '9999-12-31') or passed >= count then
    day := null;
  end if;
  if day is not null then
    rule := case when count is null then p_rule
      else regexp_replace(p_rule, 'COUNT=\d+', 'COUNT=' || count - passed) end;
  end if;
end
$$;

revoke execute on function app.weekday, app.month_of, app.day_in_month, app.next_day, app.next_weekday,
  app.next_month_day, app.next_occurrence from public;
grant execute on function app.weekday, app.month_of, app.day_in_month, app.next_day, app.next_weekday,
  app.next_month_day, app.next_occurrence to task_api;
