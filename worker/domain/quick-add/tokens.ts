// Splits a text into words, stops, marks (#label, @list, !1) and literals from quotes and `\`.

import { limits } from '../task-fields.ts'

export interface Token {
  kind: 'word' | 'stop' | 'literal' | 'label' | 'list' | 'priority'
  start: number
  end: number
  /** Lower case for words; the name or digit of a mark. */
  value: string
  /** Starts with a capital letter. */
  capital?: boolean
}

interface Tokens {
  tokens: Token[]
  /** Offsets of quotes and backslashes that the title drops. */
  removed: Set<number>
}

const closing: Record<string, string> = { '"': '"', '“': '”' }

// A mark ends where a word ends: at white space, a comma, or stops before white space.
const edge = '(?=[,;]|[.:!?)\\]}…]*(?:\\s|$))'
const name = new RegExp(`[#@]\\p{L}[\\p{L}\\p{M}\\p{N}_\\u200c\\u200d-]*${edge}`, 'uy')
const priority = new RegExp(`![1-4]${edge}`, 'y')
// These stay in the title, because an apostrophe may look like an opening quote.
const singleQuoted = new RegExp(`(?:'[^\\s'][^']*'|‘[^‘’]+’)${edge}`, 'y')
const afterQuote = new RegExp(edge, 'y')
const escapeMark = /\\(?=[#@!"“\p{L}\p{N}])/uy
const word = /(?:[^\s,;]|(?<=\d)[,;](?=\d))+/y
const stop = /[.,;:!?)\]}"'…]/

export function tokenize(text: string): Tokens {
  const tokens: Token[] = []
  const removed = new Set<number>()
  let at = 0
  const push = (kind: Token['kind'], end: number, value = '') => {
    tokens.push({ kind, start: at, end, value })
    at = end
  }

  while (at < text.length) {
    const char = text.charAt(at)
    if (/\s/.test(char)) {
      at++
    } else if (matches(escapeMark, text, at)) {
      const end = endOfChunk(text, at)
      removed.add(at)
      // Includes the second backslash of \"word\".
      for (let next = at; next < end; next++) if (isEscapedQuote(text, next)) removed.add(next)
      push('literal', end)
    } else if (char === '#' || char === '@') {
      const kind = char === '#' ? 'label' : 'list'
      const quote = quoted(text, at + 1)
      const plain = matches(name, text, at)
      const value = quote ? quote.inside.trim().replace(/\s+/g, ' ') : plain?.slice(1)
      if (value && [...value].length <= limits.labelLength && !/\p{Cc}/u.test(value)) {
        push(kind, quote ? quote.end : at + 1 + value.length, value)
      } else if (quote) {
        push('literal', quote.end)
      } else if (/\s|^$/.test(text.charAt(at + 1))) {
        push('word', at + 1, char)
      } else {
        push('literal', endOfChunk(text, at))
      }
    } else if (matches(priority, text, at)) {
      push('priority', at + 2, text.charAt(at + 1))
    } else if (char in closing) {
      const quote = quoted(text, at)
      if (quote) {
        for (const offset of quote.removed) removed.add(offset)
        push('literal', quote.end)
      } else {
        // An unclosed quote makes at least its first word literal.
        push('literal', endOfChunk(text, at))
      }
    } else if (/[([{'‘]/.test(char)) {
      const quote = matches(singleQuoted, text, at)
      if (quote) push('literal', at + quote.length)
      else push('stop', at + 1, char)
    } else {
      pushWord()
    }
  }
  return { tokens, removed }

  function pushWord() {
    const chunk = matches(word, text, at) ?? text.charAt(at)
    let length = chunk.length
    while (length > 0 && stop.test(chunk.charAt(length - 1))) length--
    const core = chunk.slice(0, length)
    const value = core.toLowerCase().replaceAll('’', "'")
    if (core) {
      push('word', at + core.length, value)
      const last = tokens.at(-1)
      if (last && /^\p{Lu}/u.test(core)) last.capital = true
    }
    const rest = chunk.slice(core.length)
    if (rest) push('stop', at + rest.length, rest)
  }
}

/** The quoted piece that opens at `at`; a lone `"` (12" or an unclosed quote) opens none. */
function quoted(text: string, at: number) {
  const open = text.charAt(at)
  const close = closing[open]
  if (!close) return null
  const removed = [at]
  for (let end = at + 1; end < text.length; end++) {
    if (text.charAt(end) === '\\' && text.charAt(end + 1) === close) {
      removed.push(end++)
    } else if (text.charAt(end) === close) {
      const inside = text.slice(at + 1, end)
      const ends = matches(afterQuote, text, end + 1) !== null
      if (!ends || !inside.trim()) return null
      return { inside, end: end + 1, removed: [...removed, end] }
    } else if (text.charAt(end) === open) {
      return null
    }
  }
  return null
}

function isEscapedQuote(text: string, at: number): boolean {
  return text.charAt(at) === '\\' && /["“”]/.test(text.charAt(at + 1))
}

function endOfChunk(text: string, at: number): number {
  const length = text.slice(at).search(/\s/)
  return length < 0 ? text.length : at + length
}

function matches(sticky: RegExp, text: string, at: number): string | null {
  sticky.lastIndex = at
  return sticky.exec(text)?.[0] ?? null
}
