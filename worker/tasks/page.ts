// One page of tasks. Every order has an index and every key is not null, so a page is a range of an index.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { UserDatabase } from '../db/as-user.ts'
import { build, callerId } from '../db/database.ts'
import { queryTerms } from '../words.ts'
import type { TaskQuery, View } from './query/schema.ts'
import type { Task } from './schema.ts'

/** Where a page begins: after the task with this key (of the order) and id. */
export type Position = readonly [key: string, id: string]

const columns = {
  rank: { column: 'rank', type: 'text' },
  due: { column: 'due_key', type: 'timestamp' },
  priority: { column: 'priority', type: 'smallint' },
  created: { column: 'created_at', type: 'timestamptz' },
  updated: { column: 'updated_at', type: 'timestamptz' },
  title: { column: 'title_key', type: 'text' },
  completed: { column: 'completed_at', type: 'timestamptz' },
  deleted: { column: 'deleted_at', type: 'timestamptz' },
} as const
type Order = keyof typeof columns

const naturalOrder: Record<View, Order | `-${Order}`> = {
  inbox: 'rank',
  today: 'due',
  upcoming: 'due',
  overdue: 'due',
  completed: '-completed',
  trash: '-deleted',
  all: '-created',
}

interface Page {
  query: Omit<TaskQuery, 'cursor'>
  after: Position | undefined
}

/** At most `limit + 1` tasks, the last one only to tell that there are more; each with its position. */
export async function listTasks(
  db: UserDatabase,
  page: Page,
): Promise<{ task: Task; position: Position }[]> {
  const rows = await db.read(pageStatement(page))
  return rows.map(({ resource, key, id }) => ({ task: resource, position: [key, id] }))
}

/** @throws RangeError where `q` has nothing that can be searched for */
export function pageStatement({ query, after }: Page) {
  const sort = query.sort ?? naturalOrder[query.view]
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const { column, type } = columns[sort.replace('-', '') as Order]
  const key = sql.ref<string>(column)
  const beyond = sql.raw(direction === 'desc' ? '<' : '>')
  return build
    .selectFrom('tasks')
    .select([
      sql<Task>`app.resource(tasks)`.as('resource'),
      sql<string>`${key}::text`.as('key'),
      'id',
    ])
    .where('user_id', '=', callerId)
    .where(({ and }) => and([...inView(query), ...matching(query)]))
    .$if(after !== undefined, (page) =>
      page.where(
        sql<SqlBool>`(${key}, id) ${beyond} (${after?.[0]}::${sql.raw(type)}, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy(key, direction)
    .orderBy('id', direction)
    .limit(query.limit + 1)
    .compile()
}

type Condition = Expression<SqlBool>
const is = (condition: Condition) => condition

/**
 * A task with a time is due on its own clock (`due_key`), which may be a day off the caller's: the index finds the
 * days around, and the instant decides.
 */
function inView({ view, timezone }: Page['query']): Condition[] {
  const today = sql`(now() at time zone ${timezone})::date`
  const day = sql`(case when due_at is null then due_date else (due_at at time zone ${timezone})::date end)`
  const live = sql<SqlBool>`deleted_at is null`
  const open = [live, sql<SqlBool>`completed_at is null`]
  switch (view) {
    case 'all':
      return [live]
    case 'trash':
      return [sql<SqlBool>`deleted_at is not null`]
    case 'completed':
      return [live, sql<SqlBool>`completed_at is not null`]
    case 'inbox':
      return [...open, sql<SqlBool>`list_id is null`]
    case 'today':
      return [
        ...open,
        sql<SqlBool>`due_key >= ${today} - interval '2 days' and due_key < ${today} + interval '3 days'`,
        sql<SqlBool>`${day} = ${today}`,
      ]
    case 'overdue':
      return [
        ...open,
        sql<SqlBool>`due_key < ${today} + interval '3 days'`,
        sql<SqlBool>`(due_date < ${today} or due_at < now())`,
      ]
    case 'upcoming':
      return [
        ...open,
        sql<SqlBool>`due_key >= ${today} - interval '2 days' and due_key < 'infinity'`,
        sql<SqlBool>`${day} > ${today}`,
      ]
  }
}

function matching(query: Page['query']): Condition[] {
  const conditions: Condition[] = []
  const add = (condition: Condition) => conditions.push(is(condition))
  const { list_id, parent_id, priority, due_before, due_after, updated_after } = query
  if (list_id === 'none') add(sql<SqlBool>`list_id is null`)
  else if (list_id) add(sql<SqlBool>`list_id = ${list_id}`)
  if (parent_id === 'none') add(sql<SqlBool>`parent_id is null`)
  else if (parent_id) add(sql<SqlBool>`parent_id = ${parent_id}`)
  if (priority !== undefined) add(sql<SqlBool>`priority = ${priority}`)
  if (due_before) add(sql<SqlBool>`due_key < ${due_before}::date`)
  if (due_after)
    add(sql<SqlBool>`due_key >= ${due_after}::date + interval '1 day' and due_key < 'infinity'`)
  if (updated_after) add(sql<SqlBool>`updated_at > ${updated_after}::timestamptz`)
  if (query.q !== undefined || query.label) add(terms(query.q, query.label ?? []))
  return conditions
}

function terms(text: string | undefined, labels: string[]): Condition {
  const words = queryTerms(text ?? '')
  if (text !== undefined && words.length === 0) throw new RangeError('nothing to search for')
  const exact = words.filter(({ prefix }) => !prefix).map(({ term }) => `.${term}`)
  const prefixes = words.filter(({ prefix }) => prefix).map(({ term }) => `.${term}`)
  const all = [...exact, ...labels.map((label) => `#${label.trim().normalize('NFC')}`)]
  return sql<SqlBool>`id in (select found from app.matching(${all}, ${prefixes}) found)`
}
