// Text as search terms. What is indexed and what is asked for are folded alike, so they meet in any script; the API's
// `q` and the app's search are this one rule.

/** Terms of one text beyond these are left out of its index: what stands later in it is not found. */
const maxIndexTerms = 4_000
const maxQueryTerms = 20
/** In code points. A longer word is indexed, and asked for, by its start. */
const maxTermLength = 60

export interface QueryTerm {
  term: string
  /** Whether longer terms that start with it will do too. */
  prefix: boolean
}

/** The distinct terms by which a text can be found. */
export function termsOf(text: string): string[] {
  const terms = new Set<string>()
  for (const piece of piecesOf(text)) {
    const found = spaceless.test(piece) ? [...pairs(piece), lastOf(piece)] : [startOf(piece)]
    for (const term of found) {
      terms.add(term)
      if (terms.size === maxIndexTerms) return [...terms]
    }
  }
  return [...terms]
}

/** What a text must have, all of it, to be found; only the first 20. Empty: nothing that can be searched for. */
export function queryTerms(text: string): QueryTerm[] {
  const terms = new Map<string, QueryTerm>()
  for (const piece of piecesOf(text)) {
    const parts = spaceless.test(piece) ? pairs(piece) : []
    const exact = parts.length > 0 || !word.test(piece)
    for (const term of parts.length > 0 ? parts : [startOf(piece)]) {
      terms.set(`${term} ${exact}`, { term, prefix: !exact })
      if (terms.size === maxQueryTerms) return [...terms.values()]
    }
  }
  return [...terms.values()]
}

/** These texts as `finds` reads them: their terms, or the pieces that terms are parts of where none would be left out. */
export const indexOf = (texts: readonly string[]) =>
  texts.reduce((index, text) => {
    const pieces = piecesOf(text).join('\n')
    return `${index}${pieces.length > maxIndexTerms ? termsOf(text).join('\n') : pieces}\n`
  }, '\n')

/** Whether a text with this index has what is asked for; nothing is found by a query that asks for nothing. */
export const finds = (query: readonly QueryTerm[], index: string): boolean =>
  query.length > 0 &&
  query.every(({ term, prefix }) =>
    index.includes(spaceless.test(term) ? term : prefix ? `\n${term}` : `\n${term}\n`),
  )

/** By which titles are sorted: folded as terms are, its first 100 code points. */
export const sortKey = (text: string): string =>
  [...fold(text.replace(invisible, ''))].slice(0, 100).join('')

/** Soft hyphens, joiners, marks of direction: words are the same without. The zero-width space parts them. */
const invisible = /(?!\u200B)\p{Cf}/gu
const tokens = /[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu
const wordsAndSymbols = /[\p{L}\p{N}\p{M}]+|[\p{S}%_\\#@&*]/gu
const word = /^[\p{L}\p{N}\p{M}]/u
/** Scripts written without spaces: where the words of a run begin cannot be seen. */
const spaceless =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u
const runs = new RegExp(`${spaceless.source}+|(?:(?!${spaceless.source}).)+`, 'gu')
const ascii = /^[\0-\x7F]*$/
const asciiPieces = /[a-z0-9]+|[$+<=>^`|~%_\\#@&*]/g

/**
 * Words, runs and symbols, in order. The text is taken apart before it is folded: `a℡` has two words in it, and each is
 * found alone. NFC first, or `≠` would be one symbol in one text and two in the next. ASCII has nothing to be folded but
 * capitals, and is taken apart ten times as fast.
 */
function piecesOf(text: string): string[] {
  if (ascii.test(text)) return text.toLowerCase().match(asciiPieces) ?? []
  if (blank.test(text)) return text.split(blank).flatMap(piecesOf)
  let pieces = known.get(text)
  if (!pieces) {
    pieces = foldedPieces(text)
    if (known.size >= 2_000) known.clear()
    if (text.length <= maxTermLength) known.set(text, pieces)
  }
  return pieces
}

/** The same words come again and again. */
const known = new Map<string, string[]>()

const foldedPieces = (text: string): string[] =>
  (text.replace(invisible, '').normalize('NFC').match(tokens) ?? []).flatMap((token) =>
    (token.normalize('NFKC').match(wordsAndSymbols) ?? []).flatMap((part) => {
      if (!word.test(part)) return part
      const folded = fold(part)
      return spaceless.test(folded) ? (folded.match(runs) ?? []) : folded || []
    }),
  )

/** Nothing is folded across it. */
const blank = /[ \n]+/

const startOf = (piece: string) =>
  piece.length > maxTermLength ? [...piece].slice(0, maxTermLength).join('') : piece
const lastOf = (run: string) => [...run].at(-1) ?? ''
const pairs = (run: string) => {
  const chars = [...run]
  return chars.slice(1).map((char, n) => `${chars[n]}${char}`)
}

/** Accents, Arabic and Hebrew vowel points. Marks of other scripts are letters; U+3099 makes another kana. */
const accents = /[[\p{M}&&[\p{Script=Inherited}\p{Script=Hebrew}]]--[\u3099\u309A]]/gv

const plain: Record<string, string> = {
  ς: 'σ',
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
}
const unplain = new RegExp(`[${Object.keys(plain).join('')}]`, 'g')

/** Upper case on the way, because lower case alone leaves apart what only looks alike in capitals. */
const fold = (part: string) =>
  part
    .normalize('NFKD')
    .replace(accents, '')
    .toUpperCase()
    .toLowerCase()
    .replace(unplain, (letter) => plain[letter] ?? letter)
    .normalize('NFC')
