-- Ranks: texts that sort bytewise (collate "C"), and between any two of which there is another.
--
-- A rank is a head, an integer and perhaps a fraction; the digits are 0-9A-Za-z, base 62. The head tells how many
-- digits the integer has, so a list can grow at both ends for long and its ranks stay short:
--   right of the middle 'a' 1 digit, 'b' 2 … 'z' 26; left of it 'Z' 1 digit, 'Y' 2 … 'A' 26.
-- A rank never ends in '0': nothing would fit between 'a1' and 'a10'.

create or replace function app.rank_digits() returns text
  language sql immutable parallel safe
  return '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

-- Returns 0 to 61; -1 for the empty text.
create or replace function app.rank_value(p_digit text) returns integer
  language sql immutable parallel safe
  return case when p_digit = '' then -1 else strpos(app.rank_digits(), p_digit) - 1 end;

create or replace function app.rank_digit(p_value integer) returns text
  language sql immutable parallel safe
  return substr(app.rank_digits(), p_value + 1, 1);

-- Returns how many digits the integer behind a head has.
create or replace function app.rank_size(p_head text) returns integer
  language sql immutable parallel safe
  return greatest(app.rank_value(p_head) - 35, 36 - app.rank_value(p_head));

-- Returns the head with the integer. Raises 22023 if the rank is malformed.
create or replace function app.rank_integer(p_rank text) returns text
  language plpgsql immutable parallel safe
as $$
declare
  size constant integer := 1 + app.rank_size(left(p_rank, 1));
begin
  if p_rank !~ '^[A-Za-z][0-9A-Za-z]*[1-9A-Za-z]$' collate "C" or length(p_rank) < size then
    raise exception 'malformed rank' using errcode = '22023';
  end if;
  return left(p_rank, size);
end
$$;

-- Returns the nearest integer above (p_step 1) or below (p_step -1) that does not end in '0'; null past the outermost.
create or replace function app.rank_neighbour(p_integer text, p_step integer) returns text
  language plpgsql immutable parallel safe
as $$
declare
  up constant boolean := p_step = 1;
  last constant integer := app.rank_value(right(p_integer, 1)) + p_step;
  kept text := left(p_integer, -1);
  size integer := length(kept);
begin
  if last between 1 and 61 then
    return kept || app.rank_digit(last);
  end if;
  kept := rtrim(kept, case when up then 'z' else '0' end);
  if length(kept) > 1 then
    kept := left(kept, -1) || app.rank_digit(app.rank_value(right(kept, 1)) + p_step);
  elsif left(p_integer, 1) = (case when up then 'z' else 'A' end) then
    return null;
  else
    kept := app.rank_digit(app.rank_value(left(p_integer, 1)) + p_step);
    size := app.rank_size(kept);
  end if;
  return rpad(kept, size, case when up then '0' else 'z' end) || case when up then '1' else 'z' end;
end
$$;

-- Returns a fraction between two, about in the middle; p_before may be empty (0), p_after null (1).
create or replace function app.rank_fraction(p_before text, p_after text) returns text
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
    low := greatest(app.rank_value(substr(p_before, place, 1)), 0);
    high := coalesce(app.rank_value(substr(p_after, place, 1)), 62);
    if high - low > 1 then
      return fraction || app.rank_digit((low + high) / 2);
    elsif high > low and length(p_after) > place then
      return fraction || app.rank_digit(high);
    elsif high > low then
      -- What starts with the lower digit is below p_after, whatever follows.
      p_after := null;
    end if;
    fraction := fraction || app.rank_digit(low);
  end loop;
end
$$;

-- Returns a rank between two neighbours; null stands for the start and the end of the list.
-- Raises 22023 if a rank is malformed or they are not in order.
create or replace function app.rank_between(p_before text, p_after text) returns text
  language plpgsql immutable parallel safe
as $$
declare
  below text := app.rank_integer(p_before);
  above constant text := app.rank_integer(p_after);
  whole text;
begin
  if p_before >= p_after collate "C" then
    raise exception 'ranks are not in order' using errcode = '22023';
  end if;
  if below is null then
    whole := case when above is null then 'a1' else app.rank_neighbour(above, -1) end;
    if whole is not null then
      return whole;
    end if;
    below := 'A' || repeat('0', 26);
  end if;
  whole := app.rank_neighbour(below, 1);
  if whole < coalesce(p_after, '~') collate "C" then
    return whole;
  end if;
  return below || app.rank_fraction(
    substr(p_before, length(below) + 1),
    case when below = above then substr(p_after, length(above) + 1) end
  );
end
$$;

-- Returns p_count ranks between two neighbours, in order, and none longer than it must be.
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

revoke execute on function app.rank_digits, app.rank_value, app.rank_digit, app.rank_size, app.rank_integer,
  app.rank_neighbour, app.rank_fraction, app.rank_between, app.ranks_between from public;
grant execute on function app.rank_digits, app.rank_value, app.rank_digit, app.rank_size, app.rank_integer,
  app.rank_neighbour, app.rank_fraction, app.rank_between, app.ranks_between to task_api;
