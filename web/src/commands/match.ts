// What of many things is meant by a few letters.
import { words } from '../data/search.ts'

/** Two parts of a page may have the same command: the later one counts, as it does for keys. */
export const distinct = <Item extends { id: string }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
]

/**
 * The items whose title is meant, best first: those that begin so, then those in which each word asked for begins a
 * word; among equals as they were. `isFound` is for those that were found by something else than their title.
 */
export function ranked<Item extends { title: string; isFound?: boolean }>(
  items: readonly Item[],
  text: string,
): Item[] {
  const asked = words(text)
  if (asked.length === 0) return text.trim() === '' ? [...items] : []
  const whole = asked.join(' ')
  const grade = ({ title, isFound }: Item) => {
    const there = words(title)
    if (there.join(' ').startsWith(whole)) return 0
    if (asked.every((word) => there.some((one) => one.startsWith(word)))) return 1
    return isFound ? 2 : null
  }
  return items
    .flatMap((item) => {
      const value = grade(item)
      return value === null ? [] : [{ item, value }]
    })
    .sort((one, other) => one.value - other.value)
    .map(({ item }) => item)
}
