-- Ranks are texts that sort bytewise (collate "C"); between any two of them there is another one. worker/domain/rank.ts has
-- the same functions for the app.
--
-- A rank consists of a head, an integer and an optional fraction, with the digits 0-9A-Za-z (base 62). The head gives the
-- number of digits of the integer, so that ranks stay short while a list grows at both ends:
--   right of the middle 'a' 1 digit, 'b' 2 … 'z' 26; left of it 'Z' 1 digit, 'Y' 2 … 'A' 26.
-- A rank never ends in '0', because nothing fits between 'a1' and 'a10'.

-- Returns the digits in order.

create or replace function app.rank_alphabet() returns text
  language sql immutable parallel safe
  return '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

-- Returns the value of a digit, from 0 to 61; -1 for the empty text.
create or replace function app.rank_digit_value(p_digit text) returns integer
  language sql immutable parallel safe
  return case when p_digit = '' then -1 else strpos(app.rank_alphabet(), p_digit) - 1 end;

-- Returns the digit of a value from 0 to 61.
create or replace function app.rank_digit_of(p_value integer) returns text
  language sql immutable parallel safe
  return substr(app.rank_alphabet(), p_value + 1, 1);

-- Returns the number of digits of the integer after a head.
create or replace function app.rank_integer_length(p_head text) returns integer
  language sql immutable parallel safe
  return greatest(app.rank_digit_value(p_head) - 35, 36 - app.rank_digit_value(p_head));

-- Returns the head and the integer of a rank. Raises 22023 if the rank is malformed.
create or replace function app.rank_integer_of(p_rank text) returns text
  language plpgsql immutable parallel safe
as $$
declare
  size constant integer := 1 + app.rank_integer_length(left(p_rank, 1));
begin
  if p_rank !~ '^[A-Za-z][0-9A-Za-z]*[1-9A-Za-z]$' collate "C" or length(p_rank) < size then
    raise exception 'malformed rank' using errcode = '22023';
  end if;
  return left(p_rank, size);
end
$$;

-- Returns the nearest integer above (p_step 1) or below (p_step -1) that does not end in '0'; null if there is none.
create or replace function app.rank_adjacent_integer(p_integer text, p_step integer) returns text
  language plpgsql immutable parallel safe
as $$
declare
  up constant boolean := p_step = 1;
  last constant integer := app.rank_digit_value(right(p_integer, 1)) + p_step;
  prefix text := left(p_integer, -1);
  size integer := length(prefix);
begin
  if last between 1 and 61 then
    return prefix || app.rank_digit_of(last);
  end if;
  prefix := rtrim(prefix, case when up then 'z' else '0' end);
  if length(prefix) > 1 then
    prefix := left(prefix, -1) || app.rank_digit_of(app.rank_digit_value(right(prefix, 1)) + p_step);
  elsif left(p_integer, 1) = (case when up then 'z' else 'A' end) then
    return null;
  else
    prefix := app.rank_digit_of(app.rank_digit_value(left(p_integer, 1)) + p_step);
    size := app.rank_integer_length(prefix);
  end if;
  return rpad(prefix, size, case when up then '0' else 'z' end) || case when up then '1' else 'z' end;
end
$$;

-- Returns the rank, or null if it is malformed: the rule of app.rank_integer_of, without its exception.
create or replace function app.valid_rank(p_rank text) returns text
  language sql immutable parallel safe
  return case
    when p_rank ~ '^[A-Za-z][0-9A-Za-z]*[1-9A-Za-z]$' collate "C" and length(p_rank) > app.rank_integer_length(left(p_rank, 1))
    then p_rank
  end;

-- Returns a fraction about halfway between two others; p_before may be empty (0), p_after null (1).
create or replace function app.rank_fraction_between(p_before text, p_after text) returns text
  language plpgsql immutable parallel safe
as $$
declare
  fraction text := '';
  place integer := 0;
  low integer;
  high integer;
begin
  loop
    place := place + 1;
    low := greatest(app.rank_digit_value(substr(p_before, place, 1)), 0);
    high := coalesce(app.rank_digit_value(substr(p_after, place, 1)), 62);
    if high - low > 1 then
      return fraction || app.rank_digit_of((low + high) / 2);
    elsif high > low and length(p_after) > place then
      return fraction || app.rank_digit_of(high);
    elsif high > low then
      -- Every fraction that starts with the lower digit is below p_after.
      p_after := null;
    end if;
    fraction := fraction || app.rank_digit_of(low);
  end loop;
end
$$;

-- Returns a rank between two neighbours; null stands for the start or the end of the list. Raises 22023 if a rank is
-- malformed, or if they are not in order.
create or replace function app.rank_between(p_before text, p_after text) returns text
  language plpgsql immutable parallel safe
as $$
declare
  below text := app.rank_integer_of(p_before);
  above constant text := app.rank_integer_of(p_after);
  whole text;
begin
  if p_before >= p_after collate "C" then
    raise exception 'ranks are not in order' using errcode = '22023';
  end if;
  if below is null then
    whole := case when above is null then 'a1' else app.rank_adjacent_integer(above, -1) end;
    if whole is not null then
      return whole;
    end if;
    below := 'A' || repeat('0', 26);
  end if;
  whole := app.rank_adjacent_integer(below, 1);
  if whole < coalesce(p_after, '~') collate "C" then
    return whole;
  end if;
  return below || app.rank_fraction_between(
    substr(p_before, length(below) + 1),
    case when below = above then substr(p_after, length(above) + 1) end
  );
end
$$;

-- Returns p_count ranks between two neighbours, in order and as short as possible.
create or replace function app.ranks_between(p_count integer, p_before text, p_after text) returns text[]
  language plpgsql immutable parallel safe
as $$
declare
  middle text;
begin
  if p_count = 0 then
    return '{}';
  end if;
  middle := app.rank_between(p_before, p_after);
  return app.ranks_between((p_count - 1) / 2, p_before, middle)
    || middle || app.ranks_between(p_count / 2, middle, p_after);
end
$$;

revoke execute on function app.rank_alphabet, app.rank_digit_value, app.rank_digit_of, app.rank_integer_length,
  app.rank_integer_of,
  app.valid_rank, app.rank_adjacent_integer, app.rank_fraction_between, app.rank_between, app.ranks_between from public;
grant execute on function app.rank_alphabet, app.rank_digit_value, app.rank_digit_of, app.rank_integer_length,
  app.rank_integer_of,
  app.valid_rank, app.rank_adjacent_integer, app.rank_fraction_between, app.rank_between, app.ranks_between to task_api;
