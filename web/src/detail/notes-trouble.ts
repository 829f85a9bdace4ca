import { tooLong } from '../ui/too-long.ts'

/** As in the API (worker/domain/fields.ts), without loading its schema. */
const longest = 20_000

/** Returns what is wrong with the notes, or undefined. */
export function notesTrouble(notes: string): string | undefined {
  const excess = tooLong('The notes are', notes, longest)
  if (excess) return `${excess} They are not saved yet.`
  if (!notes.isWellFormed() || notes.includes('\0'))
    return 'The notes contain characters that cannot be saved. They are not saved yet.'
  return undefined
}
