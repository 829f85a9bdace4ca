import { limits } from '../../../worker/domain/task-fields.ts'
import { isBlank } from '../../../worker/domain/text.ts'
import { tooLong } from '../ui/too-long.ts'

/** What a person wrote or pasted, as the API takes it: on one line, without what no screen shows. */
export const nameFrom = (text: string) =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .normalize('NFC')

/** What is wrong with it, in words. */
export function troubleOf(name: string): string | undefined {
  if (isBlank(name)) return 'Enter a name.'
  return tooLong('The name is', name, limits.nameLength)
}
