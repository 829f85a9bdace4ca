import { finds, indexOf, queryTerms } from '../../../worker/domain/search-terms.ts'

/** What is picked from a list. */
export interface Choice {
  id: string
  word: string
  /** Found by this too. */
  alias?: string
  /** Whether it is so now; `mixed`: of some tasks. Absent where that says nothing. */
  state?: boolean | 'mixed'
}

/** Those that have every word of the filter at the beginning of one of their own, or the filter as it is where it has none. */
export function matching<T extends Choice>(choices: readonly T[], filter: string): T[] {
  const asked = queryTerms(filter)
  const literal = filter.trim()
  return choices.filter(({ word, alias = '' }) =>
    asked.length > 0 ? finds(asked, indexOf([word, alias])) : `${word} ${alias}`.includes(literal),
  )
}
