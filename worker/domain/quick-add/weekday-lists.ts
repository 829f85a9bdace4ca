// Lists of weekdays after `every`: `mon and thu`, `mon, wed, fri`, `mon-fri`, `monday to friday`.
import type { Repeat } from './rules.ts'
import type { Token } from './tokens.ts'
import { isStop, isWord, weekdayNamed, wordAt } from './words.ts'

/** `mon, wed and fri`, `mon/thu`, `mon-fri`, `monday to friday`. */
export function readWeekdays(tokens: Token[], at: number, interval: number): Repeat | null {
  const days = new Set<number>()
  let next = at
  for (;;) {
    const listed = listOf(wordAt(tokens, next))
    if (!listed) break
    for (const day of listed) days.add(day)
    next++
    const to = isWord(tokens, next, 'to', 'through', 'thru', '-', '–')
    const last = to ? listOf(wordAt(tokens, next + 1)) : null
    if (last?.length === 1 && listed.length === 1) {
      for (const day of stretch(listed[0] ?? 0, last[0] ?? 0)) days.add(day)
      next += 2
    }
    const comma = isStop(tokens, next, ',') ? 1 : 0
    const and = isWord(tokens, next + comma, 'and', '&', '+', '/') ? 1 : 0
    if (!listOf(wordAt(tokens, next + comma + and))) break
    // Without a comma or an "and", only short names form a list: "every mon wed fri".
    const short = wordAt(tokens, next - 1).length <= 5 && wordAt(tokens, next).length <= 5
    if (comma + and === 0 && !short) break
    next += comma + and
  }
  const sorted = [...days].sort((a, b) => a - b)
  return sorted.length > 0 ? weekly(next, sorted, interval) : null
}

/** The weekdays of one word: `mon`, `mondays`, `mon/thu`, `mon-fri`. */
function listOf(word: string): number[] | null {
  const range = /^([a-z]+)[-–]([a-z]+)$/.exec(word)
  const [from, to] = [pluralNamed(range?.[1] ?? ''), pluralNamed(range?.[2] ?? '')]
  if (from !== null && to !== null) return stretch(from, to)
  const days = word.split(/[/&+]/).map(pluralNamed)
  return days.every((day) => day !== null) ? days : null
}

function stretch(from: number, to: number): number[] {
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, ahead) => (from + ahead) % 7)
}

function pluralNamed(word: string): number | null {
  return weekdayNamed(word) ?? (isPlural(word) ? weekdayNamed(word.slice(0, -1)) : null)
}

export function isPlural(word: string): boolean {
  return word.endsWith('days') && weekdayNamed(word.slice(0, -1)) !== null
}

export function weekly(next: number, weekdays: number[], interval = 1): Repeat {
  return { next, rule: { freq: 'WEEKLY', interval, weekdays } }
}
