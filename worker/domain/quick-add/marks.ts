// Labels, lists and priorities of a line: `#shop`, `@home`, `!4`, `p1`.
import { limits } from '../task-fields.ts'
import type { Token } from './tokens.ts'

export interface Marks {
  ranges: { start: number; next: number; kind: 'priority' | 'label' | 'list' }[]
  labels: string[]
  list: string | null
  priority: 0 | 1 | 2 | 3 | 4
}

/** As in other services: `p1` is the highest, `p4` is none. */
const priorities = new Map(
  Object.entries({ 1: 1, 2: 2, 3: 3, 4: 4, p1: 4, p2: 3, p3: 2, p4: 0 } as const),
)

/** `isEdge` tells whether a word at that position is at either end of the title. */
export function readMarks(tokens: Token[], isEdge: (start: number) => boolean): Marks {
  const ranges: Marks['ranges'] = []
  const labels = new Map<string, string>()
  let list: string | null = null
  let priority: Marks['priority'] | null = null
  for (const [start, { kind, value, capital }] of tokens.entries()) {
    // "Fix P1 bug" has no priority.
    const isPriority =
      kind === 'priority' ||
      (/^p[1-4]$/.test(value) && kind === 'word' && !capital && isEdge(start))
    if (kind === 'label') {
      const key = value.normalize('NFC').toLowerCase()
      if (labels.size >= limits.labels && !labels.has(key)) continue
      if (!labels.has(key)) labels.set(key, value)
      ranges.push({ start, next: start + 1, kind })
    } else if (kind === 'list' && list === null) {
      list = value
      ranges.push({ start, next: start + 1, kind })
    } else if (isPriority && priority === null) {
      priority = priorities.get(value) ?? 0
      ranges.push({ start, next: start + 1, kind: 'priority' })
    }
  }
  return { ranges, labels: [...labels.values()], list, priority: priority ?? 0 }
}
