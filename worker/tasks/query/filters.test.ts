// Each filter alone and combined, and the orders.
import { beforeAll, describe, expect, it } from 'vitest'
import { call } from '../../testing/call.ts'
import { type Person, signUp } from '../../testing/people.ts'
import type { Task } from '../schema.ts'
import { make, page, titles } from './testing/asking.ts'

describe('filters', () => {
  const list = crypto.randomUUID()
  let ada: Person
  let made: Task[]
  const sorted = async (query: Parameters<typeof titles>[1]) => (await titles(ada, query)).sort()

  beforeAll(async () => {
    ada = await signUp()
    await call('/api/v1/lists', { token: ada.token, body: { id: list, name: 'Home' } })
    made = await make(ada, [
      { title: 'plain' },
      { title: 'listed', list_id: list, priority: 3, labels: ['home', 'Garden'] },
      { title: 'labelled', priority: 3, labels: ['home'] },
      { title: 'day', due_date: '2027-03-28' },
      // Midnight in New York is another day in UTC; 28 March 2027 has 23 hours in Berlin.
      { title: 'late', due_at: '2027-03-29T03:30:00Z', due_timezone: 'America/New_York' },
      { title: 'short day', due_at: '2027-03-27T23:00:00Z', due_timezone: 'Europe/Berlin' },
      { title: 'next', due_at: '2027-03-28T22:00:00Z', due_timezone: 'Europe/Berlin' },
    ])
    await make(ada, [{ title: 'sub', parent_id: made[0]?.id ?? '' }])
  })

  it('list_id selects a list, or the Inbox', async () => {
    expect(await sorted({ list_id: list })).toEqual(['listed'])
    expect(await sorted({ list_id: 'none' })).not.toContain('listed')
    expect(await sorted({ list_id: 'none' })).toHaveLength(7)
  })

  it('parent_id selects subtasks, or tasks that are not subtasks', async () => {
    expect(await sorted({ parent_id: made[0]?.id ?? '' })).toEqual(['sub'])
    expect(await sorted({ parent_id: made[1]?.id ?? '' })).toEqual([])
    expect(await sorted({ parent_id: 'none' })).toHaveLength(7)
  })

  it.each(['list_id', 'parent_id'])(
    '%s of nobody and of another user select nothing',
    async (name) => {
      const bob = await signUp('Bob')
      const ids = [crypto.randomUUID(), name === 'list_id' ? list : (made[0]?.id ?? '')]
      for (const id of ids) {
        expect(await page(bob, { [name]: id })).toEqual({ items: [], next_cursor: null })
      }
    },
  )

  it('priority is exact, including none', async () => {
    expect(await sorted({ priority: '3' })).toEqual(['labelled', 'listed'])
    expect(await sorted({ priority: '4' })).toEqual([])
    expect(await sorted({ priority: '0' })).toHaveLength(6)
  })

  it('due_before and due_after exclude their own day, on the clock of each task', async () => {
    expect(await sorted({ due_before: '2027-03-28' })).toEqual([])
    expect(await sorted({ due_before: '2027-03-29' })).toEqual(['day', 'late', 'short day'])
    expect(await sorted({ due_before: '2027-03-30' })).toHaveLength(4)
    expect(await sorted({ due_after: '2027-03-27' })).toHaveLength(4)
    expect(await sorted({ due_after: '2027-03-28' })).toEqual(['next'])
    expect(await sorted({ due_after: '2027-03-29' })).toEqual([])
    expect(await sorted({ due_after: '2027-03-27', due_before: '2027-03-29' })).toHaveLength(3)
    expect(await sorted({ due_after: '9999-12-31' })).toEqual([])
    expect(await sorted({ due_before: '0001-01-01' })).toEqual([])
  })

  it('updated_after excludes its own instant, in any offset', async () => {
    const bob = await signUp('Bob')
    const [first] = await make(bob, [{ title: 'first' }])
    const [second] = await make(bob, [{ title: 'second' }])
    const at = first?.updated_at ?? ''
    expect(await titles(bob, { updated_after: at })).toEqual(['second'])
    expect(await titles(bob, { updated_after: second?.updated_at ?? '' })).toEqual([])
    const before = new Date(Date.parse(at) - 1)
    expect(await titles(bob, { updated_after: before.toISOString() })).toHaveLength(2)
    const east = new Date(before.getTime() + 23.5 * 3_600_000).toISOString().replace('Z', '+23:30')
    expect(await titles(bob, { updated_after: east })).toHaveLength(2)
    const west = new Date(Date.parse(at) - 23.5 * 3_600_000).toISOString().replace('Z', '-23:30')
    expect(await titles(bob, { updated_after: west })).toEqual(['second'])
  })

  it('combine', async () => {
    expect(await sorted({ list_id: list, priority: '3' })).toEqual(['listed'])
    expect(await sorted({ label: 'home', priority: '3', view: 'inbox' })).toEqual(['labelled'])
    expect(await sorted({ label: 'home', list_id: 'none' })).toEqual(['labelled'])
    expect(await sorted({ label: 'home', q: 'list' })).toEqual(['listed'])
    expect(await sorted({ priority: '3', parent_id: 'none', due_before: '2027-03-30' })).toEqual([])
    const all = { list_id: list, parent_id: 'none', label: ['home', 'Garden'], priority: '3' }
    expect(await sorted({ ...all, q: 'listed', updated_after: '2020-01-01T00:00:00Z' })).toEqual([
      'listed',
    ])
  })
})

describe('labels', () => {
  const odd = [
    "it's",
    'a\\b',
    '%',
    '_',
    ':*',
    '&|!()',
    '"q"',
    '#x',
    'x y',
    '🎉',
    '.home',
    "'",
    '\\',
  ]

  it('must all match, exactly', async () => {
    const ada = await signUp()
    await make(ada, [
      { title: 'both', labels: ['home', 'work'] },
      { title: 'home', labels: ['home'] },
      { title: 'capital', labels: ['Home'] },
      { title: 'longer', labels: ['homework'] },
      { title: 'a word: home' },
    ])
    expect(await titles(ada, { label: ['home', 'work'] })).toEqual(['both'])
    expect(await titles(ada, { label: ['home', 'home'] })).toEqual(['home', 'both'])
    expect(await titles(ada, { label: 'Home' })).toEqual(['capital'])
    expect(await titles(ada, { label: 'hom' })).toEqual([])
    expect(await titles(ada, { label: [' home ', 'nowhere'] })).toEqual([])
    expect(await titles(ada, { label: ' work ' })).toEqual(['both'])
  })

  it.each(odd)('may be %s, and can be found', async (label) => {
    const ada = await signUp()
    await make(ada, [
      { title: 'other', labels: odd.filter((one) => one !== label) },
      { title: 'this', labels: [label] },
    ])
    expect(await titles(ada, { label })).toEqual(['this'])
    expect(await titles(ada, { label, q: 'this' })).toEqual(['this'])
  })

  it('match whatever the Unicode composition of their letters', async () => {
    const ada = await signUp()
    await make(ada, [{ title: 'it', labels: ['Cafe\u0301'] }])
    expect(await titles(ada, { label: 'Café' })).toEqual(['it'])
    expect(await titles(ada, { label: 'Cafe\u0301' })).toEqual(['it'])
    expect(await titles(ada, { label: 'Cafe' })).toEqual([])
  })

  it('match their current state after an edit', async () => {
    const ada = await signUp()
    const [task] = await make(ada, [{ title: 'it', labels: ['old', 'kept'] }])
    const body = { labels: ['kept', 'new'] }
    await call(`/api/v1/tasks/${task?.id}`, { token: ada.token, method: 'PATCH', body })
    expect(await titles(ada, { label: 'old' })).toEqual([])
    expect(await titles(ada, { label: ['kept', 'new'] })).toEqual(['it'])
  })
})

describe('an order', () => {
  type Key = (task: Task) => string | number
  const keys: Record<string, Key> = {
    rank: ({ rank }) => rank,
    due: ({ due_date }) => due_date ?? '~',
    priority: ({ priority }) => priority,
    created: ({ created_at }) => created_at,
    updated: ({ updated_at }) => updated_at,
    title: ({ title }) => title.toLowerCase(),
  }
  const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

  it.each(Object.keys(keys))(
    'by %s works in both directions, ties by id, across pages',
    async (order) => {
      const ada = await signUp()
      const made = await make(
        ada,
        Array.from({ length: 23 }, (_, n) => ({
          title: ['Bee', 'ant', 'Ant', 'bee', 'cat'][n % 5] ?? '',
          priority: n % 3,
          ...(n % 4 > 0 && { due_date: `2027-01-0${(n % 4) + 1}` }),
        })),
      )
      const key = keys[order] ?? String
      const expected = made
        .toSorted((a, b) => compare(key(a), key(b)) || compare(a.id, b.id))
        .map(({ id }) => id)
      for (const [sort, ids] of [
        [order, expected],
        [`-${order}`, expected.toReversed()],
      ] as const) {
        for (const view of ['all', 'inbox']) {
          const found: string[] = []
          for (let cursor: string | null = ''; cursor !== null; ) {
            const query = { view, sort, limit: '4', ...(cursor && { cursor }) }
            const { items, next_cursor } = await page(ada, query)
            found.push(...items.map(({ id }) => id))
            cursor = next_cursor
          }
          expect([sort, view, found]).toEqual([sort, view, ids])
        }
      }
    },
  )

  it('by title ignores case and accents', async () => {
    const ada = await signUp()
    await make(
      ada,
      ['zebra', 'Äpfel', 'apple', 'Zoo', 'éclair'].map((title) => ({ title })),
    )
    const expected = ['Äpfel', 'apple', 'éclair', 'zebra', 'Zoo']
    expect(await titles(ada, { sort: 'title' })).toEqual(expected)
  })

  it('by due puts tasks without a date last, or first when descending', async () => {
    const ada = await signUp()
    await make(ada, [
      { title: 'never' },
      { title: 'noon', due_at: '2027-01-02T12:00:00Z', due_timezone: 'UTC' },
      { title: 'day', due_date: '2027-01-02' },
      { title: 'far', due_date: '9999-12-31' },
      { title: 'long ago', due_date: '0001-01-01' },
    ])
    const expected = ['long ago', 'day', 'noon', 'far', 'never']
    expect(await titles(ada, { sort: 'due' })).toEqual(expected)
    expect(await titles(ada, { sort: '-due' })).toEqual(expected.toReversed())
    const { next_cursor } = await page(ada, { sort: '-due', limit: '1' })
    expect(await titles(ada, { sort: '-due', cursor: next_cursor ?? '' })).toEqual(
      expected.toReversed().slice(1),
    )
  })
})
