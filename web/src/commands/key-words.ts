// Writes keys as they are labelled on keyboards.
export const isMac = () => /Mac|iPod|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

const onMac: Record<string, string> = {
  $mod: '⌘',
  Meta: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Control: '⌃',
  Delete: '⌦',
}
const elsewhere: Record<string, string> = { $mod: 'Ctrl', Control: 'Ctrl', Delete: 'Del' }
const everywhere: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** Each press as one word, `Ctrl+Z` or `⌘Z`; a sequence as several. */
export function pressesInWords(keys: string, mac = isMac()): string[] {
  const named = { ...everywhere, ...(mac ? onMac : elsewhere) }
  return keys.split(' ').map((press) => {
    const parts = press.split(/(?<=\w|\])\+/)
    const key = parts.at(-1) ?? ''
    // Signs need different modifiers on different keyboards.
    const shown = /^[^\p{L}\p{N}]$/u.test(key) ? parts.filter((part) => part !== 'Shift') : parts
    const isBare = shown.length === 1
    return shown
      .map((part) => named[part] ?? (isBare ? part : part.length === 1 ? part.toUpperCase() : part))
      .join(mac ? '' : '+')
  })
}
