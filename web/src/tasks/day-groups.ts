// Day headings among rows that are sorted by day.
import { isOverdue } from '../../../worker/domain/due.ts'
import { dayInWords } from '../ui/due.ts'
import type { ViewPage } from './pages.ts'

export type Item =
  | { kind: 'heading'; key: string; title: string; count: number; isLate: boolean }
  | { kind: 'task'; key: string }

interface Calendar {
  /** YYYY-MM-DD; empty for none. */
  dayOf: (id: string) => string
  today: string
}

/** Inserts headings. It only searches for the ends of days, so ten thousand rows cost a few hundred reads. */
export function itemsOf(
  ids: readonly string[],
  groups: ViewPage['groups'],
  { dayOf, today }: Calendar,
): readonly Item[] {
  const tasks = ids.map((key): Item => ({ kind: 'task', key }))
  if (groups === 'none' || ids.length === 0) return tasks
  const items: Item[] = []
  for (let start = 0; start < ids.length; ) {
    const day = dayOf(ids[start] ?? '')
    const isLate = isOverdue(day, today)
    const end = endOf(ids, start, (id) =>
      isLate ? isOverdue(dayOf(id), today) : dayOf(id) === day,
    )
    // If everything is due today, the page's title already says so.
    if (isLate || groups === 'days' || items.length > 0) {
      const title = isLate ? 'Overdue' : day === today ? 'Today' : headingOf(day, today)
      items.push({ kind: 'heading', key: `day-${day}`, title, count: end - start, isLate })
    }
    for (const task of tasks.slice(start, end)) items.push(task)
    start = end
  }
  return items
}

const dayLength = 24 * 60 * 60 * 1_000

function headingOf(day: string, today: string): string {
  const isTomorrow = Date.parse(day) - Date.parse(today) === dayLength
  const words = dayInWords(day, today)
  return isTomorrow ? `Tomorrow · ${words}` : words
}

/** The first index from `start` on that differs, by doubling and halving. */
function endOf(ids: readonly string[], start: number, has: (id: string) => boolean): number {
  let [low, step] = [start, 1]
  while (low + step < ids.length && has(ids[low + step] ?? '')) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, ids.length)
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (has(ids[middle] ?? '')) low = middle
    else high = middle
  }
  return high
}
