// The cost of a page for a user with 100,000 tasks, by the plans of the statements that the Worker sends, with the same
// role and entry. Costs are in buffers (of 8 kB) and rows, so they do not depend on the machine.
import type { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Position } from '../../cursor.ts'
import { call } from '../../testing/call.ts'
import { control, sql } from '../../testing/neon.ts'
import { type Person, signUp } from '../../testing/people.ts'
import { pageStatement, rangeOf } from '../page.ts'
import { TaskQuery, views } from './schema.ts'
import { dismiss, gather, places } from './testing/crowd.ts'

interface Plan {
  'Node Type': string
  'Index Cond'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Plan[]
}

let ada: Person
let session: string
let size: number

beforeAll(async () => {
  ada = await signUp()
  const [row] = await sql`select id from auth.session where "userId" = ${ada.id}`
  session = row?.id
  size = await gather(ada.id)
}, 180_000)
afterAll(() => dismiss(ada.id), 180_000)

const behindTheDoor = async (statement: string, parameters: readonly unknown[]) => {
  const [, rows] = await sql.transaction(
    [
      sql`select app.authenticate_session(${ada.id}, ${session}, null)`,
      sql.query(statement, [...parameters]),
    ],
    { readOnly: true, isolationLevel: 'ReadCommitted' },
  )
  return rows ?? []
}

const queryOf = (asked: string) =>
  TaskQuery.parse({
    timezone: 'Europe/Berlin',
    ...Object.fromEntries(new URLSearchParams(asked)),
  })
const statementOf = (asked: string, after?: Position) =>
  pageStatement({ query: queryOf(asked), after })
/** Everything requested, as one query. */
const wholeOf = (asked: string) =>
  rangeOf({ query: { ...queryOf(asked), limit: size }, after: undefined }).compile()

const costOf = async (statement: CompiledQuery) => {
  const [row] = await behindTheDoor(
    `explain (analyze, buffers, timing off, format json) ${statement.sql}`,
    statement.parameters,
  )
  const plan: Plan = row?.['QUERY PLAN'][0].Plan
  const nodes = nodesOf(plan)
  const reads = nodes.filter(({ 'Node Type': type }) =>
    /^(Seq|Index|Index Only|Bitmap Heap) Scan$/.test(type),
  )
  return {
    buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    rows: reads.reduce((sum, node) => sum + rowsOf(node), 0),
    /** Rows that went into a sort. */
    sorted: Math.max(
      0,
      ...nodes
        .filter(({ 'Node Type': type }) => type.includes('Sort'))
        .flatMap(({ Plans = [] }) => Plans.map(rowsOf)),
    ),
    keyset: nodes.some((node) => node['Index Cond']?.includes('ROW(')),
    /** Scans other than an index by user; a bitmap's heap counts as its index. */
    strays: nodes.filter(
      ({ 'Node Type': type, 'Index Cond': condition }) =>
        /(Seq|Index|Index Only) Scan$/.test(type) && !condition?.includes('user_id = '),
    ),
  }
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
const rowsOf = (node: Plan) =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']

/** The first page, one in the middle and the last, if there are that many. */
const pagesOf = async (asked: string) => {
  const whole = wholeOf(asked)
  const rows = await behindTheDoor(
    `select key, id, size from (
      select key, id, row_number() over () as place, count(*) over () as size from (${whole.sql}) page
    ) counted where place = size or size > 60 and place in (size / 2, size - 50) order by place`,
    whole.parameters,
  )
  const starts = rows.slice(0, -1).map(({ key, id }): Position => [key, id])
  const costs = []
  for (const after of [undefined, ...starts]) costs.push(await costOf(statementOf(asked, after)))
  return { matches: Number(rows.at(-1)?.size ?? 0), costs }
}

const countOf = async (asked: string) => {
  const { sql: statement, parameters } = wholeOf(asked)
  const [row] = await behindTheDoor(`select count(*)::integer from (${statement}) page`, parameters)
  return row?.count
}

const bothWays = (...orders: string[]) => orders.flatMap((order) => [order, `-${order}`])
const anyOrder = bothWays('rank', 'due', 'priority', 'created', 'updated', 'title')
const inOrders = (asked: string, orders: string[]) =>
  orders.map((order) => `${asked}&sort=${order}`)
const instant = (days: number) => new Date(Date.now() + days * 864e5).toISOString()
const day = (days: number) => instant(days).slice(0, 10)

it('plans are of the statement that the Worker sends', async () => {
  const asked = `view=all&q=call&label=work&list_id=${places.big}&due_before=${day(0)}&sort=-due&limit=7`
  for (const query of [asked, 'view=today', 'view=inbox&sort=title&priority=0']) {
    const path = `/api/v1/tasks?${query}&timezone=Europe/Berlin`
    const calls = await control.record(async () => {
      expect((await call(path, { token: ada.token })).status).toBe(200)
    })
    expect(calls.map(({ statements }) => statements)).toEqual([
      ['select app.authenticate_session($1, $2, $3)', statementOf(query).sql],
    ])
  }
})

describe('a page in an indexed order', () => {
  it.each([
    ...views.map((view) => `view=${view}`),
    ...inOrders('view=all', anyOrder),
    ...inOrders('view=completed', ['rank', '-due', 'priority', '-created', 'updated', '-title']),
    ...inOrders('view=inbox', bothWays('rank', 'due', 'priority')),
    ...[places.big, places.middle, places.old].flatMap((list) => [
      `list_id=${list}`,
      `list_id=${list}&sort=created`,
      `view=completed&list_id=${list}`,
    ]),
    'parent_id=none',
    'list_id=none',
    'view=completed&list_id=none',
    ...inOrders(`due_after=${day(-400)}`, bothWays('due')),
    ...inOrders(`due_before=${day(-400)}`, bothWays('due')),
    ...inOrders(`updated_after=${instant(-400)}`, bothWays('updated')),
  ])('is a range of the index, last page and first alike: %s', async (asked) => {
    const { costs } = await pagesOf(asked)
    for (const [page, cost] of costs.entries()) {
      expect(cost).toMatchObject({ strays: [], keyset: page > 0 })
      expect(cost.sorted).toBeLessThan(250)
      expect(cost.rows).toBeLessThan(250)
      expect(cost.buffers).toBeLessThan(250)
    }
  })
})

describe('a page of few tasks in any other order', () => {
  it.each([
    ...[places.big, places.old].flatMap((list) => inOrders(`list_id=${list}`, bothWays('title'))),
    ...(['inbox', 'due', 'today', 'upcoming', 'overdue', 'trash'] as const).flatMap((view) =>
      inOrders(`view=${view}`, anyOrder),
    ),
    ...inOrders(`list_id=${places.small}`, anyOrder),
    ...inOrders(`parent_id=${places.parent}`, anyOrder),
    `view=inbox&priority=3`,
    `view=overdue&list_id=${places.big}`,
    `view=trash&parent_id=none`,
  ])('reads only those tasks: %s', async (asked) => {
    const { costs } = await pagesOf(asked)
    const few = await countOf(asked.replace(/&(sort|priority|list_id|parent_id=none).*/, ''))
    for (const cost of costs) {
      expect(cost.strays).toEqual([])
      expect(cost.rows).toBeLessThanOrEqual(few * 1.05 + 60)
      expect(cost.buffers).toBeLessThan(few * 1.3 + 300)
    }
  })
})

describe('a search', () => {
  it.each([
    'q=call',
    'q=m1',
    'q=w',
    'q=call&sort=title',
    'label=work',
    'label=work&label=home',
    'q=call&label=work&view=inbox',
    'label=rare',
    `label=rare&list_id=${places.big}&priority=0&sort=due`,
    'q=n12345',
    'q=n12345&view=completed',
    'q=nowhere',
  ])('reads its matches, and no more of the tasks than a page: %s', async (asked) => {
    const { costs } = await pagesOf(asked)
    const matches = await countOf(asked.replace(/&(view|list_id|priority|sort)=[^&]*/g, ''))
    for (const cost of costs) {
      expect(cost.strays).toEqual([])
      expect(cost.rows).toBeLessThanOrEqual(51)
      expect(cost.buffers).toBeLessThan(Math.min(matches, size / 10) + 500)
    }
  })
})

describe('any other page', () => {
  const filters = [
    'priority=0',
    'priority=3',
    'priority=4',
    `due_before=${day(0)}`,
    `due_before=${day(-1_100)}`,
    `due_after=${day(0)}`,
    `due_after=${day(-400)}&due_before=${day(-390)}`,
    `updated_after=${instant(-1)}`,
    `updated_after=${instant(-400)}`,
    'list_id=none&parent_id=none',
    `list_id=${places.middle}&priority=4`,
    `list_id=${places.old}`,
    `list_id=${places.old}&priority=3&due_before=${day(-900)}`,
    `list_id=${places.big}&updated_after=${instant(-2)}`,
    `priority=4&due_before=${day(0)}`,
  ]

  it.each(filters)("is at worst one pass over the user's tasks: %s", async (filter) => {
    const sweep = [
      ...views.map((view) => `view=${view}`),
      ...anyOrder.map((order) => `sort=${order}`),
    ]
    for (const asked of sweep.map((rest) => `${filter}&${rest}`)) {
      const { strays, rows, buffers } = await costOf(statementOf(asked))
      expect([asked, strays]).toEqual([asked, []])
      expect(rows, asked).toBeLessThan(size * 1.01)
      expect(buffers, asked).toBeLessThan(size * 1.1)
    }
  })

  it.each([
    'priority=4',
    'priority=3',
    'priority=0',
    'view=completed&priority=4',
    `due_after=${day(0)}`,
    `due_after=${day(-400)}&due_before=${day(-390)}`,
    `updated_after=${instant(-1)}`,
    `list_id=${places.middle}&priority=4`,
    `priority=4&due_before=${day(0)}`,
  ])('is far cheaper if a filter leaves few or most: %s', async (asked) => {
    const { rows, buffers } = await costOf(statementOf(asked))
    expect(rows).toBeLessThan(size / 20 + 500)
    expect(buffers).toBeLessThan(size / 20 + 500)
  })
})
