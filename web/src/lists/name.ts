import { limits } from '../../../worker/domain/task-fields.ts'
import { isBlank } from '../../../worker/domain/text.ts'
import { tooLong } from '../ui/too-long.ts'

/** Normalises typed or pasted text as the API does: one line, without invisible characters. */
export const nameFrom = (text: string) =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .normalize('NFC')

/** Returns what is wrong with the name. */
export function troubleOf(name: string): string | undefined {
  if (isBlank(name)) return 'Enter a name.'
  return tooLong('The name is', name, limits.nameLength)
}
