// A user with that many tasks in the database, as after years of use.
import { neon, neonConfig } from '@neondatabase/serverless'
import { type Person, signUp } from '../e2e/client.ts'

interface Where {
  apiUrl: string
  settings: Record<string, string>
}

/** Every tenth task is due today, the rest in the following weeks; all are in the Inbox. */
export async function somebody({ apiUrl, settings }: Where, tasks: number): Promise<Person> {
  const { DATABASE_URL = '', NEON_ENDPOINT } = settings
  if (NEON_ENDPOINT) neonConfig.fetchEndpoint = `${NEON_ENDPOINT}/sql`
  const sql = neon(DATABASE_URL, { disableWarningInBrowsers: true })
  const person = await signUp(apiUrl)
  await sql.transaction([
    sql`alter table tasks disable trigger user`,
    sql`insert into tasks (user_id, id, title, notes, due_date, due_key, priority, labels, rank, version, seq,
        created_at, updated_at)
      select ${person.id}, gen_random_uuid(), 'Task ' || n || ' of a long list', '', day, day::timestamp, n % 5,
          case when n % 7 = 0 then '{home}'::text[] else '{}' end, 'a1' || lpad(n::text, 7, '0') || 'V', 1, n, now(),
          now()
        from (select n, current_date + case when n % 10 = 0 then 0 else n % 40 + 1 end as day
          from generate_series(1, ${tasks}::integer) n) numbered`,
    sql`insert into change_log_heads (user_id, seq) values (${person.id}, ${tasks})
        on conflict (user_id) do update set seq = excluded.seq`,
    sql`alter table tasks enable trigger user`,
  ])
  return person
}
