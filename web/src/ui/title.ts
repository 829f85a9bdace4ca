import { isBlank } from './blank.ts'
import { tooLong } from './too-long.ts'

/** As the API has it (worker/domain/fields.ts); its schema is not loaded for this. */
export const longestTitle = 500

/** What is wrong with a trimmed title, in words; undefined where nothing is. */
export function titleTrouble(title: string): string | undefined {
  if (isBlank(title)) return 'Enter a title.'
  return tooLong('The title is', title, longestTitle)
}
