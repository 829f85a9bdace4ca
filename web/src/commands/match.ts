// Matches items by a few letters.
import { finds, indexOf, queryTerms } from '../../../worker/domain/search-terms.ts'

/** If two parts of a page register the same command, the later one counts, as for keys. */
export const distinct = <Item extends { id: string }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
]

/**
 * Ranks the matching items: first those whose title starts with the text, then those in which every word starts a word;
 * otherwise in the given order. `isFound` marks items that were found by something other than their title.
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
