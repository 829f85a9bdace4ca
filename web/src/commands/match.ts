// What of many things is meant by a few letters.
import { finds, indexOf, queryTerms } from '../../../worker/domain/search-terms.ts'

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
  const asked = queryTerms(text)
  if (asked.length === 0) return text.trim() === '' ? [...items] : []
  const whole = indexOf([text]).trimEnd()
  const grade = ({ title, isFound }: Item) => {
    const index = indexOf([title])
    if (index.startsWith(whole)) return 0
    if (finds(asked, index)) return 1
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
