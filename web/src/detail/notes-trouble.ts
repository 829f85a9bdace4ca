import { limits } from '../../../worker/domain/task-fields.ts'
import { isStorable } from '../../../worker/domain/text.ts'
import { tooLong } from '../ui/too-long.ts'

/** Returns what is wrong with the notes, or undefined. */
export function notesTrouble(notes: string): string | undefined {
  const excess = tooLong('The notes are', notes, limits.notesLength)
  if (excess) return `${excess} They are not saved yet.`
  if (!isStorable(notes))
    return 'The notes contain characters that cannot be saved. They are not saved yet.'
  return undefined
}
