import { finds, indexOf, queryTerms } from '../../../worker/domain/search-terms.ts'

/** An item to pick from a list. */
export interface Choice {
  id: string
  word: string
  /** Another text it can be found by. */
  alias?: string
  /** Whether it applies now; `mixed` for some of the tasks. Absent if it does not apply. */
  state?: boolean | 'mixed'
}

/**
 * Choices that have every word of the filter at the start of one of their own; if the filter has no words, choices that
 * contain it.
 */
export function matching<T extends Choice>(choices: readonly T[], filter: string): T[] {
  const asked = queryTerms(filter)
  const literal = filter.trim()
  return choices.filter(({ word, alias = '' }) =>
    asked.length > 0 ? finds(asked, indexOf([word, alias])) : `${word} ${alias}`.includes(literal),
  )
}
