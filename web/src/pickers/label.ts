// As the API has labels (worker/domain/fields.ts); its schema is not loaded for this.
import { isBlank } from '../ui/blank.ts'
import { tooLong } from '../ui/too-long.ts'

const longest = 50
/** Of one task. */
export const mostLabels = 20

/** As the API keeps it. */
export const labelOf = (text: string) => text.trim().normalize('NFC')

/** What is wrong with a label, in words; undefined where nothing is. */
export function labelTrouble(label: string): string | undefined {
  const excess = tooLong('The label is', label, longest)
  if (excess) return excess
  if (/\p{Cc}/u.test(label) || !label.isWellFormed())
    return 'The label has characters that cannot be shown.'
  if (label !== '' && isBlank(label)) return 'The label has no visible characters.'
  return undefined
}
