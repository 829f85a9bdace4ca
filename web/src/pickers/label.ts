// Labels as in the API (worker/domain/fields.ts), without loading its schema.
import { limits } from '../../../worker/domain/task-fields.ts'
import { isBlank } from '../../../worker/domain/text.ts'
import { tooLong } from '../ui/too-long.ts'

/** Normalised as the API does. */
export const labelOf = (text: string) => text.trim().normalize('NFC')

/** Returns what is wrong with a label, or undefined. */
export function labelTrouble(label: string): string | undefined {
  const excess = tooLong('The label is', label, limits.labelLength)
  if (excess) return excess
  if (/\p{Cc}/u.test(label) || !label.isWellFormed())
    return 'The label has characters that cannot be shown.'
  if (label !== '' && isBlank(label)) return 'The label has no visible characters.'
  return undefined
}
