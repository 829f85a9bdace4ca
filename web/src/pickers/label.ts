// Labels as the API takes them (worker/domain/fields.ts), without its schema.
import { limits } from '../../../worker/domain/task-fields.ts'
import { isBlank } from '../../../worker/domain/text.ts'
import { tooLong } from '../ui/too-long.ts'

/** As the API keeps it. */
export const labelOf = (text: string) => text.trim().normalize('NFC')

/** What is wrong with a label, in words; undefined where nothing is. */
export function labelTrouble(label: string): string | undefined {
  const excess = tooLong('The label is', label, limits.labelLength)
  if (excess) return excess
  if (/\p{Cc}/u.test(label) || !label.isWellFormed())
    return 'The label has characters that cannot be shown.'
  if (label !== '' && isBlank(label)) return 'The label has no visible characters.'
  return undefined
}
