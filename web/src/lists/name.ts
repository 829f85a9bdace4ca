import { isBlank } from '../ui/blank.ts'
import { tooLong } from '../ui/too-long.ts'

/** As the API has it (worker/domain/fields.ts); its schema is not loaded for this. */
export const longestName = 100

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
  return tooLong('The name is', name, longestName)
}
