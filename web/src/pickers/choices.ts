/** What is picked from a list. */
export interface Choice {
  id: string
  word: string
  /** Found by this too. */
  alias?: string
  /** Whether it is so now; `mixed`: of some tasks. Absent where that says nothing. */
  state?: boolean | 'mixed'
}

/** Those that have every word of the filter at the beginning of one of their own. */
export function matching<T extends Choice>(choices: readonly T[], filter: string): T[] {
  const asked = wordsOf(filter)
  return choices.filter(({ word, alias = '' }) => {
    const there = wordsOf(`${word} ${alias}`)
    return asked.every((one) => there.some((other) => other.startsWith(one)))
  })
}

/** Upper case and accents do not matter to whoever looks for something. */
const wordsOf = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
