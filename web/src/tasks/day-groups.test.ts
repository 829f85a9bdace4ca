import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itemsOf } from './day-groups.ts'

const today = '2026-11-25'
const day = (offset: number) =>
  new Date(Date.parse(today) + offset * 86_400_000).toISOString().slice(0, 10)

function shown(offsets: readonly number[], groups: 'today' | 'days') {
  const days = new Map(offsets.map((offset, at) => [`${at}`, day(offset)]))
  const items = itemsOf([...days.keys()], groups, { today, dayOf: (id) => days.get(id) ?? '' })
  return items.map((item) => (item.kind === 'task' ? item.key : `${item.title} ${item.count}`))
}

it('has a heading for overdue tasks, and for today only if there are any', () => {
  expect(shown([-3, -1, 0, 0], 'today')).toEqual(['Overdue 2', '0', '1', 'Today 2', '2', '3'])
  expect(shown([0, 0], 'today')).toEqual(['0', '1'])
  expect(shown([-3], 'today')).toEqual(['Overdue 1', '0'])
  expect(shown([], 'today')).toEqual([])
})

it('has a heading for each future day', () => {
  const first = ['Tomorrow · Thu 26 Nov 2', '0', '1']
  expect(shown([1, 1, 2, 40], 'days')).toEqual([
    ...first,
    'Fri 27 Nov 1',
    '2',
    'Mon 4 Jan 2027 1',
    '3',
  ])
})

it('counts each row once, whatever the days', () => {
  const offsets = fc
    .array(fc.integer({ min: -9, max: 9 }))
    .map((some) => some.toSorted((one, other) => one - other))
  fc.assert(
    fc.property(offsets, (some) => {
      const items = shown(some, 'days')
      const counts = items.filter((item) => item.includes(' '))
      expect(items.filter((item) => !item.includes(' '))).toEqual(some.map((_, at) => `${at}`))
      expect(counts.reduce((sum, item) => sum + Number(item.split(' ').at(-1)), 0)).toBe(
        some.length,
      )
    }),
  )
})
