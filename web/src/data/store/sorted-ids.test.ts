import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn } from '../../../../worker/domain/due.ts'
import type { View } from '../contract.ts'
import { taskOf } from '../testing/task.ts'
import { searchFilter } from './search.ts'
import { orderOf, reordered, sortedIds } from './sorted-ids.ts'

const calendar = { timezone: 'Europe/Berlin', today: '2026-11-25' }
const shown = (view: View, ...tasks: Parameters<typeof taskOf>[0][]) =>
  sortedIds(tasks.map(taskOf), orderOf(view, calendar, searchFilter))

describe('a view', () => {
  it("of today has what is due in the person's zone, overdue tasks first, then the most important", () => {
    const instant = { due_timezone: 'America/New_York' }
    expect(
      shown(
        { kind: 'today' },
        { id: 'today', due_date: '2026-11-25' },
        { id: 'urgent', due_date: '2026-11-25', priority: 4 },
        { id: 'overdue', due_date: '2026-11-24' },
        { id: 'tomorrow', due_date: '2026-11-26' },
        // 23:30 in Berlin, and the next day's first half hour.
        { id: 'late', due_at: '2026-11-25T22:30:00.000Z', ...instant },
        { id: 'after', due_at: '2026-11-25T23:30:00.000Z', ...instant },
        { id: 'never' },
        { id: 'done', due_date: '2026-11-25', completed_at: '2026-11-25T08:00:00.000Z' },
      ),
    ).toEqual(['overdue', 'urgent', 'today', 'late'])
  })

  it('of the inbox has open tasks without list and parent, in their order', () => {
    expect(
      shown(
        { kind: 'inbox' },
        { id: 'b', rank: 'a2' },
        { id: 'a', rank: 'Zz' },
        { id: 'list', list_id: 'x' },
        { id: 'below', parent_id: 'a' },
        { id: 'trash', deleted_at: '2026-11-25T08:00:00.000Z' },
      ),
    ).toEqual(['a', 'b'])
  })

  it('of a search finds the beginnings of words, ignoring case and accents', () => {
    const tasks = [
      { id: 'a', title: 'Café Müller' },
      { id: 'b', notes: '日本語のメモ' },
      { id: 'c', labels: ['Büro'] },
    ]
    expect(shown({ kind: 'search', text: 'caf MUL' }, ...tasks)).toEqual(['a'])
    expect(shown({ kind: 'search', text: 'buro' }, ...tasks)).toEqual(['c'])
    expect(shown({ kind: 'search', text: '日本' }, ...tasks)).toEqual(['b'])
    expect(shown({ kind: 'search', text: 'ller' }, ...tasks)).toEqual([])
    expect(shown({ kind: 'search', text: '本語' }, ...tasks)).toEqual(['b'])
    const more = [
      { id: 'd', title: 'Straße' },
      { id: 'e', title: 'Call the dentist' },
      { id: 'f', title: 'Learn C++, all 100%' },
    ]
    expect(shown({ kind: 'search', text: 'strasse' }, ...more)).toEqual(['d'])
    expect(shown({ kind: 'search', text: 'c++' }, ...more)).toEqual(['f'])
    expect(shown({ kind: 'search', text: '%' }, ...more)).toEqual(['f'])
    expect(shown({ kind: 'search', text: ' ' }, ...tasks)).toEqual([])
  })

  it('is the same whether it is updated or sorted again', () => {
    const task = fc.record({
      id: fc.constantFrom(...'abcdefgh'),
      rank: fc.constantFrom('a1', 'a2', 'a3'),
      due_date: fc.constantFrom('2026-11-24', '2026-11-25', null),
      completed_at: fc.constantFrom('2026-11-25T08:00:00.000Z', null),
    })
    const kinds = fc.constantFrom<View>({ kind: 'inbox' }, { kind: 'today' }, { kind: 'completed' })
    fc.assert(
      fc.property(fc.array(task), fc.array(task), kinds, (before, changes, view) => {
        const order = orderOf(view, calendar, searchFilter)
        const rows = new Map(before.map((fields) => [fields.id, taskOf(fields)]))
        const ids = sortedIds(rows.values(), order)
        for (const fields of changes) rows.set(fields.id, taskOf(fields))
        const changed = new Set(changes.map(({ id }) => id))
        expect(reordered(ids, changed, order, (id) => rows.get(id))).toEqual(
          sortedIds(rows.values(), order),
        )
      }),
    )
  })

  it('knows the day in a zone, also across daylight saving', () => {
    expect(dayIn('Europe/Berlin', new Date('2026-10-25T22:59:59Z'))).toBe('2026-10-25')
    expect(dayIn('Pacific/Kiritimati', new Date('2026-12-31T10:00:00Z'))).toBe('2027-01-01')
  })
})
