// What the app refuses of a text before it is sent is what the API refuses, in the app's own words.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Label, Notes, Title } from '../../worker/domain/fields.ts'
import { limits } from '../../worker/domain/task-fields.ts'
import { notesTrouble } from './detail/notes-trouble.ts'
import { labelOf, labelTrouble } from './pickers/label.ts'
import { tidy } from './quick-add/plain.ts'
import { titleTrouble } from './ui/title.ts'

const pieces = fc.oneof(
  fc.constantFrom('a', ' ', '\n', '\0', '\u200b', '\u2800', '\ud83d', '😀', 'é', 'e\u0301'),
  fc.string({ unit: 'binary', maxLength: 2 }),
)
const text = (most: number) =>
  fc.oneof(
    fc.array(pieces, { maxLength: 5 }).map((all) => all.join('')),
    // On both sides of the limit.
    fc
      .tuple(fc.constantFrom('a', '😀'), fc.constantFrom(-1, 0, 1))
      .map(([one, by]) => one.repeat(most + by)),
  )

it.each([
  ['a title', limits.titleLength, tidy, titleTrouble, Title],
  ['notes', limits.notesLength, (notes: string) => notes, notesTrouble, Notes],
  ['a label', limits.labelLength, labelOf, labelTrouble, Label],
] as const)(
  '%s is refused by the app where the API refuses it',
  (_, most, made, trouble, schema) => {
    fc.assert(
      fc.property(text(most), (typed) => {
        const sent = made(typed)
        // The picker of labels asks for nothing where nothing is typed.
        if (schema === Label && sent === '') return
        expect([sent, trouble(sent) === undefined]).toEqual([sent, schema.safeParse(sent).success])
      }),
      { numRuns: 2_000 },
    )
  },
)
