// Reads one page of tasks: a range of the index with that order or, if there is none, the smallest set that contains
// it, sorted.
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Position } from '../cursor.ts'
import { build, callerId } from '../db/database.ts'
import type { UserDatabase } from '../db/request-transaction.ts'
import { queryTerms } from '../domain/search-terms.ts'
import { withinBytes } from '../page-bytes.ts'
import type { TaskQuery, View } from './query/schema.ts'
import type { Task } from './schema.ts'

/** No key is null, so every task has a place in every order. */
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
  due: 'due',
  today: 'due',
  upcoming: 'due',
  overdue: 'due',
  completed: '-completed',
  trash: '-deleted',
  all: '-created',
}

const anyOrder = Object.keys(columns)

/**
 * Orders in which a page is a range of an index. In any other order, an index would pass many tasks to find few:
 * everything completed before what is open, or all other lists. Those few are found first, and sorted.
 */
function indexedOrders({ view, list_id, parent_id }: PageRequest['query']): readonly string[] {
  if (parent_id && parent_id !== 'none') return []
  const inOneList = list_id !== undefined && list_id !== 'none'
  switch (view) {
    case 'all':
      return inOneList ? ['created'] : anyOrder
    case 'completed':
      return inOneList ? ['completed'] : anyOrder
    case 'inbox':
      return ['rank', 'due', 'priority']
    case 'trash':
      return ['deleted']
    default:
      return ['due']
  }
}

interface PageRequest {
  query: Omit<TaskQuery, 'cursor'>
  after: Position | undefined
}

/**
 * Returns at most `limit` tasks and about 1 MB, but at least one; and the position of the last one if there are more.
 */
export async function listTasks(
  db: UserDatabase,
  page: PageRequest,
): Promise<{ items: Task[]; last: Position | undefined }> {
  const rows = await db.read(pageStatement(page))
  const last = rows.at(-1)
  const items = rows.map(({ resource }) => resource)
  return { items, last: last?.more ? [last.key, last.id] : undefined }
}

/** @throws RangeError like `rangeOf` */
export function pageStatement(page: PageRequest) {
  return withinBytes<{ resource: Task; key: string; id: string }>(
    rangeOf(page),
    page.query.limit,
  ).compile(build)
}

/**
 * The rows that the page is cut from, at most `limit + 1`.
 * @throws RangeError if `q` has nothing to search for
 */
export function rangeOf({ query, after }: PageRequest) {
  const sort = query.sort ?? naturalOrder[query.view]
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const order = sort.replace('-', '') as Order
  const { column, type } = columns[order]
  const key = sql.ref<string>(column)
  const beyond = sql.raw(direction === 'desc' ? '<' : '>')
  const beyondLast = after
    ? sql<SqlBool>`(${key}, id) ${beyond} (${after[0]}::${sql.raw(type)}, ${after[1]}::uuid)`
    : sql<SqlBool>`true`
  const wanted = and([...inView(query), ...matching(query)])
  const page = build
    .selectFrom('tasks')
    .select([
      sql<Task>`app.resource(tasks)`.as('resource'),
      sql<string>`${key}::text`.as('key'),
      'tasks.id',
    ])
    .where('user_id', '=', callerId)
    .orderBy(key, direction)
    .orderBy('tasks.id', direction)
  const found = terms(query)
  if (!found && indexedOrders(query).includes(order)) {
    return page
      .where(wanted)
      .where(beyondLast)
      .limit(query.limit + 1)
  }
  // `offset 0` is a fence: the planner would otherwise walk an index in this order.
  const set = sql`select * from ${found ?? sql`tasks`} where user_id = ${callerId} and ${wanted} offset 0`
  const chosen = sql`
    select id from (${set}) found where ${beyondLast}
    order by ${key} ${sql.raw(direction)}, id ${sql.raw(direction)} limit ${query.limit + 1}`
  // Joins the ids. Inside of `id in (…)`, a column that app.found_task lacks would be taken from this query's own tasks, and
  // the limit would apply before the filter; in a join it is an error of the database.
  const ids = sql<{ id: string }>`(${chosen})`.as<'chosen'>('chosen')
  return page.innerJoin(ids, 'chosen.id', 'tasks.id')
}

type Condition = RawBuilder<SqlBool>
const and = (conditions: Condition[]) => sql<SqlBool>`(${sql.join(conditions, sql` and `)})`

/**
 * A task with a time is due on its own clock (`due_key`), which may be a day off the caller's. The index finds the days
 * around, and the instant decides.
 */
function inView({ view, timezone }: PageRequest['query']): Condition[] {
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
    case 'due':
      return [
        ...open,
        sql<SqlBool>`due_key < ${today} + interval '3 days'`,
        sql<SqlBool>`${day} <= ${today}`,
      ]
    case 'today':
      return [
        ...open,
        sql<SqlBool>`due_key >= ${today} - interval '2 days' and due_key < ${today} + interval '3 days'`,
        sql<SqlBool>`${day} = ${today}`,
      ]
    case 'overdue':
      return [
        ...open,
        sql<SqlBool>`due_key < ${today} + interval '2 days'`,
        sql<SqlBool>`${day} < ${today}`,
      ]
    case 'upcoming':
      return [
        ...open,
        sql<SqlBool>`due_key >= ${today} - interval '1 day' and due_key < 'infinity'`,
        sql<SqlBool>`${day} > ${today}`,
      ]
  }
}

/**
 * Uses the exact types of the columns: under row-level security, an index supports no comparison across types, and no
 * operator that is not marked leakproof.
 */
function matching(query: PageRequest['query']): Condition[] {
  const conditions: Condition[] = []
  const add = (condition: Condition) => conditions.push(condition)
  const { list_id, parent_id, priority, due_before, due_after, updated_after } = query
  if (list_id === 'none') add(sql`list_id is null`)
  else if (list_id) add(sql`list_id = ${list_id}`)
  if (parent_id === 'none') add(sql`parent_id is null`)
  else if (parent_id) add(sql`parent_id = ${parent_id}`)
  if (priority !== undefined) add(sql`priority = ${priority}`)
  if (due_before) add(sql`due_key < ${due_before}::timestamp`)
  if (due_after)
    add(sql`due_key >= ${due_after}::timestamp + interval '1 day' and due_key < 'infinity'`)
  if (updated_after) add(sql`updated_at > ${updated_after}::timestamptz`)
  return conditions
}

/** The tasks with these words and labels, if any, from the one index that has both. */
function terms({ q, label = [] }: PageRequest['query']) {
  if (q === undefined && label.length === 0) return
  const words = queryTerms(q ?? '')
  if (q !== undefined && words.length === 0) throw new RangeError('nothing to search for')
  const exact = words.filter(({ prefix }) => !prefix).map(({ term }) => `.${term}`)
  const prefixes = words.filter(({ prefix }) => prefix).map(({ term }) => `.${term}`)
  const all = [...exact, ...label.map((name) => `#${name.trim().normalize('NFC')}`)]
  return sql`app.search_tasks(${all}, ${prefixes})`
}
