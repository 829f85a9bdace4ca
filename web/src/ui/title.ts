import { isBlank } from './blank.ts'

/** As the API has it (worker/fields/schema.ts); its schema is not loaded for this. */
export const longestTitle = 500

/** What is wrong with a trimmed title, in words; undefined where nothing is. */
export function titleTrouble(title: string): string | undefined {
  if (isBlank(title)) return 'Enter a title.'
  const excess = [...title].length - longestTitle
  if (excess > 0) return `The title is ${excess} characters too long (${longestTitle} at most).`
  return undefined
}
