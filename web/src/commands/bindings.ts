// Which keys mean what, and where they may.
import { isMac } from './key-words.ts'

/** What the keys were pressed upon. */
export interface Setting {
  /** Keys belong to what is being written, or chosen from a list. */
  isWriting: boolean
  /** A dialog stands over the page. */
  isCovered: boolean
  /** Whether the person wants keys that are characters to do things (WCAG 2.1.4). */
  hasShortcuts: boolean
}

const presses = (keys: string) => keys.split(' ')
const pressOf = (press: string) => {
  const parts = press.split(/(?<=\w|\])\+/)
  return { key: parts.pop() ?? '', modifiers: parts }
}

/** Letters, digits, signs, and sequences of them: what speech input and slips of the hand type, too. */
export const isCharacters = (keys: string): boolean =>
  presses(keys).every((press) => {
    const { key, modifiers } = pressOf(press)
    return [...key].length === 1 && modifiers.every((modifier) => /^\[?Shift/.test(modifier))
  })

/** Signs stand where the layout has them: `?` with Shift on most, `[` with AltGr on some, which Windows calls Ctrl+Alt. */
export const bindingOf = (keys: string): string =>
  presses(keys)
    .map((press) => {
      const { key, modifiers } = pressOf(press)
      const isSign = [...key].length === 1 && /[^\p{L}\p{N}]/u.test(key)
      return isSign && modifiers.every((modifier) => modifier === 'Shift')
        ? `[Shift]+[Control]+[Alt]+${key}`
        : press
    })
    .join(' ')

/** Whether the modifiers that are held do no more than choose a sign. */
export const isOfLayout = (
  event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'getModifierState'>,
  mac = isMac(),
): boolean => event.getModifierState('AltGraph') || (!event.ctrlKey && (mac || !event.altKey))

/** With the command key, fields know these themselves. */
const ofFields = ['a', 'c', 'v', 'x', 'y']

export function mayRun(keys: string, { isWriting, isCovered, hasShortcuts }: Setting): boolean {
  if (isCharacters(keys)) return hasShortcuts && !isWriting && !isCovered
  const { key, modifiers } = pressOf(keys)
  if (modifiers.includes('$mod')) return !(isWriting || isCovered) || !ofFields.includes(key)
  if (isCovered) return false
  return !isWriting || key === 'Escape'
}

/** Held down, only these go on: whoever holds `e` wants to complete one task. */
export const mayRepeat = (keys: string): boolean => /^(Shift\+|Alt\+)?(Arrow\w+|[jk])$/i.test(keys)
