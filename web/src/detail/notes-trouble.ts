import { tooLong } from '../ui/too-long.ts'

/** As the API has it (worker/domain/fields.ts); its schema is not loaded for this. */
const longest = 20_000

/** What is wrong with notes, in words; undefined where nothing is. */
export function notesTrouble(notes: string): string | undefined {
  const excess = tooLong('The notes are', notes, longest)
  if (excess) return `${excess} They are not saved yet.`
  if (!notes.isWellFormed() || notes.includes('\0'))
    return 'The notes contain characters that cannot be saved. They are not saved yet.'
  return undefined
}
