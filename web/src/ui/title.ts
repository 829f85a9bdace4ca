import { limits } from '../../../worker/domain/task-fields.ts'
import { isBlank } from '../../../worker/domain/text.ts'
import { tooLong } from './too-long.ts'

/** Returns what is wrong with a trimmed title, or undefined. */
export function titleTrouble(title: string): string | undefined {
  if (isBlank(title)) return 'Enter a title.'
  return tooLong('The title is', title, limits.titleLength)
}
