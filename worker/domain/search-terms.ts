// Search terms of a text. Indexed text and queries are folded alike, so they match in any script. The API's `q` and the
// app's search share this rule.

/** Further terms of a text are not indexed, so words later in it are not found. */
const maxIndexTerms = 4_000
const maxQueryTerms = 20
/** In code points. Longer words are indexed and searched by their start. */
const maxTermLength = 60

export interface QueryTerm {
  term: string
  /** Whether longer terms with this prefix match too. */
  prefix: boolean
}

/** The distinct terms that find a text. */
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

/** The terms that a text must have, at most 20. Empty if there is nothing to search for. */
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

/** Prepares texts for `finds`: their terms, or the pieces that terms are parts of if no term would be dropped. */
export const indexOf = (texts: readonly string[]) =>
  texts.reduce((index, text) => {
    const pieces = piecesOf(text).join('\n')
    return `${index}${pieces.length > maxIndexTerms ? termsOf(text).join('\n') : pieces}\n`
  }, '\n')

/** Whether the text with this index matches the query; an empty query matches nothing. */
export const finds = (query: readonly QueryTerm[], index: string): boolean =>
  query.length > 0 &&
  query.every(({ term, prefix }) =>
    index.includes(spaceless.test(term) ? term : prefix ? `\n${term}` : `\n${term}\n`),
  )

/** The key that titles are sorted by: folded like terms, the first 100 code points. */
export const sortKey = (text: string): string =>
  [...fold(text.replace(invisible, ''))].slice(0, 100).join('')

/** Soft hyphens, joiners and direction marks do not change a word. The zero-width space separates words. */
const invisible = /(?!\u200B)\p{Cf}/gu
const tokens = /[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu
const wordsAndSymbols = /[\p{L}\p{N}\p{M}]+|[\p{S}%_\\#@&*]/gu
const word = /^[\p{L}\p{N}\p{M}]/u
/** Scripts written without spaces, where word boundaries are not visible. */
const spaceless =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u
const runs = new RegExp(`${spaceless.source}+|(?:(?!${spaceless.source}).)+`, 'gu')
const ascii = /^[\0-\x7F]*$/
const asciiPieces = /[a-z0-9]+|[$+<=>^`|~%_\\#@&*]/g

/**
 * Returns words, runs and symbols in order. Splits before folding: `a℡` has two words, and each can be found alone. NFC
 * comes first, or `≠` would be one symbol in one text and two in another. ASCII only folds capitals, and is split ten
 * times as fast.
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

/** Caches words, because they recur. */
const known = new Map<string, string[]>()

const foldedPieces = (text: string): string[] =>
  (text.replace(invisible, '').normalize('NFC').match(tokens) ?? []).flatMap((token) =>
    (token.normalize('NFKC').match(wordsAndSymbols) ?? []).flatMap((part) => {
      if (!word.test(part)) return part
      const folded = fold(part)
      return spaceless.test(folded) ? (folded.match(runs) ?? []) : folded || []
    }),
  )

/** Folding never crosses white space. */
const blank = /[ \n]+/

const startOf = (piece: string) =>
  piece.length > maxTermLength ? [...piece].slice(0, maxTermLength).join('') : piece
const lastOf = (run: string) => [...run].at(-1) ?? ''
const pairs = (run: string) => {
  const chars = [...run]
  return chars.slice(1).map((char, n) => `${chars[n]}${char}`)
}

/** Accents, and Arabic and Hebrew vowel points. Marks of other scripts are letters; U+3099 makes another kana. */
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

/** Goes through upper case, because lower case alone keeps letters apart that are the same in capitals. */
const fold = (part: string) =>
  part
    .normalize('NFKD')
    .replace(accents, '')
    .toUpperCase()
    .toLowerCase()
    .replace(unplain, (letter) => plain[letter] ?? letter)
    .normalize('NFC')
