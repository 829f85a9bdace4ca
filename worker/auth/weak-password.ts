// Recognises passwords that attackers try first: common ones, patterns, and what is known about the person.
import { commonPasswords } from './common-passwords.ts'

/** Built at the first sign-up of an isolate. */
let common: ReadonlySet<string> | undefined

/** Returns why a password is too weak, or undefined. `own` is what is known about its user: name and address. */
export function weaknessOf(password: string, own: readonly string[]): string | undefined {
  const folded = password.normalize('NFKC').toLowerCase()
  common ??= new Set(commonPasswords.trim().split(/\s+/))
  if (common.has(folded) || isPattern(folded)) return 'must not be one of the commonest passwords'
  const letters = lettersOf(folded)
  const isOwn = own.flatMap(spellingsOf).some((spelling) => isAlmost(letters, spelling))
  return isOwn ? 'must not be your own name or e-mail address' : undefined
}

/**
 * True for up to four characters repeated, or a run of neighbours: `abcdefgh`, `98765432`. Attackers do not try long
 * ones first.
 */
function isPattern(text: string): boolean {
  if (text.length > 32) return false
  if (/^(.{1,4})\1+$/su.test(text)) return true
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  return Math.abs(step) === 1 && codes.every((code, n) => code === (codes[0] ?? 0) + n * step)
}

/** A name as a whole, reversed, and by its parts; an address as a whole, and its part before the `@`. */
function spellingsOf(text: string): string[] {
  const parts = text.normalize('NFKC').toLowerCase().split('@')
  const words = (parts[0] ?? '').split(/[^\p{L}\p{N}]+/u)
  return [parts.join(), words.join(), words.toReversed().join(), ...words].map(lettersOf)
}

const lettersOf = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')

/** True if only digits follow. Three letters are too few to identify anyone. */
const isAlmost = (letters: string, spelling: string) =>
  spelling.length > 3 &&
  letters.startsWith(spelling) &&
  /^\d*$/.test(letters.slice(spelling.length))
