// The cost of reading changes does not grow with the number of tasks: ranges of indexes, from the start or near the
// end.
import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'

const many = 100_000
let ada: Person
/** The statement inside app.changes, as stored in the database, prepared with `since`, `limit` and `lists`. */
let statement: string

beforeAll(async () => {
  ada = await signUp()
  await sql`alter table tasks disable trigger user`
  await sql`insert into tasks (user_id, id, title, version, seq, created_at, updated_at, rank)
    select ${ada.id}, gen_random_uuid(), 'Task ' || n, 1, n, now(), now(), lpad(n::text, 6, '0')
    from generate_series(1, ${many}) n`
  await sql`alter table tasks enable trigger user`
  await sql`insert into tombstones (user_id, seq, type, id, version)
    select ${ada.id}, ${many} + n, 'task', gen_random_uuid(), 1 from generate_series(1, 20000) n`
  await sql`insert into change_log_heads (user_id, seq) values (${ada.id}, ${many} + 20000)
    on conflict (user_id) do update set seq = excluded.seq`
  await sql`analyze tasks, tombstones, lists`
  const [found] = await sql`
    select pg_get_function_sqlbody('app.changes(bigint,integer,boolean)'::regprocedure) as body`
  statement = String(found?.body)
    .replace(/^BEGIN ATOMIC\s+/, '')
    .replace(/;\s*END$/, '')
    .replaceAll(/(changes\.)?p_since/g, '$$1')
    .replaceAll(/(changes\.)?p_limit/g, '$$2')
    .replaceAll(/(changes\.)?p_lists/g, '$$3')
}, 60_000)

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Node[]
}
const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)]

/** Returns the plan's nodes that read tables, when the statement runs as in app.changes. */
async function readsOf(since: number, mode: string): Promise<Node[]> {
  const results = await sql.transaction([
    sql`select set_config('app.user_id', ${ada.id}, true), set_config('plan_cache_mode', ${mode}, true)`,
    sql.query(`prepare asked (bigint, integer, boolean) as ${statement}`),
    sql.query(`explain (analyze, format json) execute asked (${since}, 200, true)`),
    sql.query('deallocate asked'),
  ])
  const [row] = results[2] ?? []
  const plan = row?.['QUERY PLAN']
  const [{ Plan }] = typeof plan === 'string' ? JSON.parse(plan) : plan
  return nodes(Plan).filter((node) => node['Relation Name'])
}

describe(`changes of ${many} tasks and 20000 deletions`, () => {
  it.each([
    ['the beginning', 0, 'force_custom_plan'],
    ['the beginning, planned for anybody', 0, 'force_generic_plan'],
    ['the end', many - 10, 'force_custom_plan'],
    ['the end, planned for anybody', many - 10, 'force_generic_plan'],
    ['nothing new', many + 20_000, 'force_generic_plan'],
  ])('are ranges of indexes: %s', async (_, since, mode) => {
    const reads = await readsOf(since, mode)
    expect(new Set(reads.map((node) => node['Relation Name']))).toEqual(
      new Set(['change_log_heads', 'tasks', 'lists', 'tombstones']),
    )
    for (const node of reads) {
      if (node['Relation Name'] === 'change_log_heads' || node['Relation Name'] === 'lists')
        continue
      expect(node['Node Type']).toMatch(/^Index (Only )?Scan$/)
      expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(201)
      expect(node['Rows Removed by Filter'] ?? 0).toBe(0)
    }
  })
})
