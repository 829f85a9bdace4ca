// A user with 100,000 tasks (30,000 on the embedded Postgres) among others, as after years of use: most completed, few
// open, some in the trash. Written as the owner and without triggers, which would take minutes.
import { sql } from '../../../testing/neon.ts'

/**
 * For each user: lists (`old` was finished long ago, `small` has about 50 tasks), and a task with about 100 subtasks.
 */
export const places = {
  big: '00000000-0000-7000-8000-00000000000b',
  middle: '00000000-0000-7000-8000-00000000000c',
  old: '00000000-0000-7000-8000-00000000000d',
  small: '00000000-0000-7000-8000-00000000000e',
  parent: '00000000-0000-7000-8000-000000000028',
}

const neighbours = [0.3, 0.2, 0.1, 0.1, ...Array.from({ length: 1_000 }, () => 0.0001)].map(
  (share) => ({ id: crypto.randomUUID(), share }),
)

/** Fills the tables around one user, and updates the planner's statistics. @returns the number of the user's tasks */
export async function gather(userId: string): Promise<number> {
  const [server] = await sql`select version() like '%PGlite%' as is_embedded`
  const size = server?.is_embedded ? 30_000 : 100_000
  const people = [{ id: userId, share: 1 }, ...neighbours].map(({ id, share }) => ({
    id,
    count: size * share,
  }))
  // Rows left by other test files are not part of the crowd, and dead rows cost buffers.
  await sql`truncate tasks`
  await sql.transaction([
    sql`set local session_replication_role = replica`,
    sql`select setseed(0.4)`,
    sql.query(fill, [JSON.stringify(people)]),
  ])
  await sql`analyze tasks`
  return size
}

export async function dismiss(userId: string): Promise<void> {
  const ids = [userId, ...neighbours.map(({ id }) => id)]
  await sql.transaction([
    sql`set local session_replication_role = replica`,
    sql`delete from tasks where user_id = any(${ids}::uuid[])`,
  ])
  await sql`analyze tasks`
}

const fill = `
  insert into tasks (user_id, id, title, notes, list_id, parent_id, priority, due_date, due_at, due_timezone, due_time,
    due_key, labels, rank, title_key, title_terms, notes_terms, label_terms, completed_at, deleted_at, version, seq,
    created_at, updated_at)
  select user_id, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, title, notes, list_id, parent_id,
    priority, due_date, due_at, due_timezone, (due_at at time zone due_timezone)::time,
    coalesce(due_at at time zone due_timezone, due_date::timestamp, 'infinity'), labels,
    'c' || lpad((n * 7919 % 100003)::text, 6, '0') || 'V', title, app.search_terms(user_id, '.', string_to_array(title, ' ')),
    app.search_terms(user_id, '.', string_to_array(notes, ' ')), app.search_terms(user_id, '#', labels),
    case when done then least(created_at + delay, now()) end, case when trashed then now() - delay end, 1, n,
    created_at, least(created_at + delay, now())
  from (
    select user_id, n, created_at, delay, random() < 0.985 as done, random() < 0.01 as trashed, labels,
      concat_ws(' ', case when word < 0.2 then 'call' end, 'w' || floor(3000 * random() ^ 3), 'n' || n) as title,
      case when word > 0.8 then (select string_agg('m' || n * k % 5000, ' ') from generate_series(1, 40) k)
        else '' end as notes,
      ('00000000-0000-7000-8000-00000000000' || case when n < count / 3 and place > 0.7 then 'd'
        when place < 0.2 then 'b' when place < 0.25 then 'c' when place < 0.2505 then 'e' end)::uuid as list_id,
      case when n > 1000 and random() < 0.05
        then ('00000000-0000-7000-8000-' || lpad(to_hex(n % 40 + 1), 12, '0'))::uuid end as parent_id,
      width_bucket(random(), array[0.8, 0.9, 0.96, 0.9995]) as priority,
      case when due > 0.7 then created_at::date + (due * 60)::integer end as due_date,
      case when due < 0.1 then created_at + delay end as due_at,
      case when due < 0.1 then 'Europe/Berlin' end as due_timezone
    from (
      select id as user_id, count, n, now() - (count - n) * interval '1200 days' / count as created_at,
        random() * interval '40 days' as delay, random() as word, random() as place, random() as due,
        array_remove(array[case when random() < 0.15 then 'work' end, case when random() < 0.1 then 'home' end,
          case when random() < 0.0005 then 'rare' end], null) as labels
      from json_to_recordset($1) person (id uuid, count integer), generate_series(1, count) n
    ) drawn
  ) made`
