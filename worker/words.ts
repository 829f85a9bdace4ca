// Text as search terms. What is indexed and what is asked for are folded alike, so they meet in any script.

/** Terms of one text beyond these are left out of its index: what stands later in it is not found. */
const maxIndexTerms = 4_000
const maxQueryTerms = 20
/** In code points. A longer word is indexed, and asked for, by its start. */
const maxTermLength = 60

interface QueryTerm {
  term: string
  /** Whether longer terms that start with it will do too. */
  prefix: boolean
}

/** The distinct terms by which a text can be found. */
export function termsOf(text: string): string[] {
  const terms = new Set<string>()
  for (const { kind, chars } of piecesOf(text)) {
    const found = kind === 'run' ? [...pairs(chars), ...chars.slice(-1)] : [chars.join('')]
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
  for (const { kind, chars } of piecesOf(text)) {
    const exact = kind === 'symbol' || (kind === 'run' && chars.length > 1)
    for (const term of kind === 'run' && exact ? pairs(chars) : [chars.join('')]) {
      terms.set(`${term} ${exact}`, { term, prefix: !exact })
      if (terms.size === maxQueryTerms) return [...terms.values()]
    }
  }
  return [...terms.values()]
}

/** By which titles are sorted: folded as terms are, its first 100 code points. */
export const sortKey = (text: string): string =>
  [...fold(text.replace(invisible, ''))].slice(0, 100).join('')

interface Piece {
  /** A run is of a script written without spaces: where its words begin cannot be seen. */
  kind: 'word' | 'run' | 'symbol'
  /** Code points. */
  chars: string[]
}

/** Soft hyphens, joiners, marks of direction: words are the same without. The zero-width space parts them. */
const invisible = /(?!\u200B)\p{Cf}/gu
const tokens = /[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu
const wordsAndSymbols = /[\p{L}\p{N}\p{M}]+|[\p{S}%_\\#@&*]/gu
const word = /^[\p{L}\p{N}\p{M}]/u
const spaceless =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u
const runs = new RegExp(`${spaceless.source}+|(?:(?!${spaceless.source}).)+`, 'gu')

/**
 * The text is taken apart before it is folded: `a℡` has two words in it, and each is found alone. NFC first, or `≠`
 * would be one symbol in one text and two in the next.
 */
function* piecesOf(text: string): Generator<Piece> {
  for (const [token] of text.replace(invisible, '').normalize('NFC').matchAll(tokens)) {
    for (const [part] of token.normalize('NFKC').matchAll(wordsAndSymbols)) {
      if (!word.test(part)) yield { kind: 'symbol', chars: [part] }
      else for (const [run] of fold(part).matchAll(runs)) yield pieceOf([...run])
    }
  }
}

const pieceOf = (chars: string[]): Piece =>
  spaceless.test(chars[0] ?? '')
    ? { kind: 'run', chars }
    : { kind: 'word', chars: chars.slice(0, maxTermLength) }

const pairs = (chars: string[]) => chars.slice(1).map((char, n) => `${chars[n]}${char}`)

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
