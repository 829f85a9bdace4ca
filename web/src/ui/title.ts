import { isBlank } from './blank.ts'
import { tooLong } from './too-long.ts'

/** As in the API (worker/domain/fields.ts), without loading its schema. */
export const longestTitle = 500

/** Returns what is wrong with a trimmed title, or undefined. */
export function titleTrouble(title: string): string | undefined {
  if (isBlank(title)) return 'Enter a title.'
  return tooLong('The title is', title, longestTitle)
}
