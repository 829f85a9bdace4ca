// Which keys mean what, and where they apply.
import { isMac } from './key-words.ts'

/** Where the keys were pressed. */
export interface Setting {
  /** Keys go to a text field or a list. */
  isWriting: boolean
  /** A dialog covers the page. */
  isCovered: boolean
  /** Whether the user wants single-key shortcuts (WCAG 2.1.4). */
  hasShortcuts: boolean
}

const presses = (keys: string) => keys.split(' ')
const pressOf = (press: string) => {
  const parts = press.split(/(?<=\w|\])\+/)
  return { key: parts.pop() ?? '', modifiers: parts }
}

/** True for letters, digits, signs, and sequences of them, which speech input and slips of the hand can type too. */
export const isCharacters = (keys: string): boolean =>
  presses(keys).every((press) => {
    const { key, modifiers } = pressOf(press)
    return [...key].length === 1 && modifiers.every((modifier) => /^\[?Shift/.test(modifier))
  })

/** Signs depend on the layout: `?` needs Shift on most, `[` AltGr on some, which Windows reports as Ctrl+Alt. */
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

/** Whether the modifiers held only select a sign. */
export const isOfLayout = (
  event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'getModifierState'>,
  mac = isMac(),
): boolean => event.getModifierState('AltGraph') || (!event.ctrlKey && (mac || !event.altKey))

/** Fields handle these themselves with the command key. */
const ofFields = ['a', 'c', 'v', 'x', 'y']

export function mayRun(keys: string, { isWriting, isCovered, hasShortcuts }: Setting): boolean {
  if (isCharacters(keys)) return hasShortcuts && !isWriting && !isCovered
  const { key, modifiers } = pressOf(keys)
  if (modifiers.includes('$mod')) return !(isWriting || isCovered) || !ofFields.includes(key)
  if (isCovered) return false
  return !isWriting || key === 'Escape'
}

/** Only these repeat while held down: a user who holds `e` wants to complete one task. */
export const mayRepeat = (keys: string): boolean => /^(Shift\+|Alt\+)?(Arrow\w+|[jk])$/i.test(keys)
