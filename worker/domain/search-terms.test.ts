import { constantFrom, assert as forAll, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finds as findsIn, indexOf, queryTerms, termsOf } from './search-terms.ts'

/** Text that is hard to fold: all kinds of marks, parts of letters, ligatures, and random characters. */
const hardText = string({
  unit: oneof(
    constantFrom(...'aßςΣİıé≠=%_ ½℡™ﷺー゛かｶﾞ漢ทำကि한국👍🏽', 'Ѐ', '\u0301', '\u0338', '\u0345'),
    constantFrom(
      ...'\u05b0\u064b\u093c\u09c7\u09be\u3099\u1100\u1161\u11a8\u200b\u200d\u00ad\ufe0f\u20e3\u2044',
    ),
    string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
})

const finds = (query: string, text: string) => findsIn(queryTerms(query), indexOf([text]))

describe('a query', () => {
  it.each([
    ['accents', 'creme BRULEE', 'Crème brûlée'],
    ['decomposed letters', 'Cre\u0300me', 'Crème'],
    ['Turkish dotted capital', 'istanbul', 'İSTANBUL'],
    ['Turkish dotless letter', 'ISIK', 'ışık'],
    ['German sharp s', 'STRASSE', 'Straße'],
    ['German capital sharp s', 'straße', 'STRAẞE'],
    ['Polish', 'zolw lodz', 'Żółw, Łódź'],
    ['Danish and Icelandic', 'smorrebrod thorir aeble', 'Smørrebrød, Þórir og Æble'],
    ['Croatian', 'dakovo', 'Đakovo'],
    ['French ligature', 'coeur', 'Cœur'],
    ['Vietnamese', 'duong pho', 'Đường phố'],
    ['Greek final sigma', 'ΟΔΟΣ', 'οδός'],
    ['Greek sigma in the midst of a word being typed', 'οδος', 'Οδοστρωτήρας'],
    ['Cyrillic', 'елка', 'Ёлка'],
    ['Cyrillic capitals', 'МОСКВА', 'москва'],
    ['Hebrew points', 'שלום', 'שָׁלוֹם'],
    ['Arabic vowel marks', 'مرحبا', 'مَرْحَبًا'],
    ['Arabic hamza', 'احمد', 'أحمد'],
    ['Persian non-joiner', 'می\u200cخواهم', 'میخواهم'],
    ['Hindi', 'हिन्दी', 'मुझे हिन्दी आती है'],
    ['Thai', 'ภาษา', 'ฉันพูดภาษาไทยได้'],
    ['Lao, Khmer and Myanmar', 'ລາວ ខ្មែរ မြန်မာ', 'ພາສາລາວ ភាសាខ្មែរ မြန်မာစာ'],
    ['Chinese', '北京', '我去北京出差'],
    ['Chinese, one character', '差', '我去北京出差'],
    ['Japanese kana', 'カレー', '昼はカレーライス'],
    ['Japanese halfwidth kana', 'ガス', 'ｶﾞｽ代'],
    ['Japanese mixed with digits', '東京2', '東京2020'],
    ['Japanese iteration mark', '人々', '日々の人々'],
    ['Korean', '한국', '한국어 공부'],
    ['Korean in single letters', '한국'.normalize('NFD'), '한국어'],
    ['full width', 'abc100%', 'ＡＢＣ１００％'],
    ['superscript', 'm2', '20 m²'],
    ['soft hyphen', 'entwicklung', 'Ent\u00adwick\u00adlung'],
    ['emoji', '🎉', 'Party 🎉!'],
    ['emoji joined', '👨\u200d👩\u200d👧', 'Familie 👨‍👩‍👧'],
    ['one of emoji joined', '👩', 'Familie 👨‍👩‍👧'],
    ['emoji without its variation selector', '❤', 'I ❤\ufe0f it'],
    ['emoji without its skin tone', '👍', '👍🏽'],
    ['symbols', 'C# & 50€', '50€ for a C# book & pen'],
    ['punctuation', "«don't»", 'Don’t!'],
    ['words in another order', 'milk buy', 'Buy oat milk'],
    ['the start of a word', 'den', 'Dentist'],
  ])('matches %s', (_, query, text) => {
    expect(queryTerms(query)).not.toEqual([])
    expect(finds(query, text)).toBe(true)
  })

  it.each([
    ['the end of a word', 'tist', 'Dentist'],
    ['one word of two', 'buy rye', 'Buy oat milk'],
    ['a percent sign', '100%', '100 apples'],
    ['a percent sign as anything', 'app%s', 'apples'],
    ['an underscore as anything', 'a_c', 'abc'],
    ['another symbol', '50€', '50$'],
    ['not equal', '≠', '1 = 1'],
    ['Hindi without its vowel signs', 'हन्द', 'हिन्दी'],
    ['another kana', 'カ', 'ガス'],
    ['characters apart', '北京', '北に京'],
    ['part of a Korean syllable', '하', '한국'],
    ['another emoji', '🎉', '🎂'],
  ])('does not match %s', (_, query, text) => {
    expect(finds(query, text)).toBe(false)
  })

  it.each(['', '  ', '.,;!?', '\0', '\ud83d', '\u200b\ufeff', '´', '\u0301'])(
    'is empty for %j',
    (query) => {
      expect(queryTerms(query)).toEqual([])
    },
  )

  it('matches words as prefixes, symbols and pairs exactly', () => {
    expect(queryTerms('Größe 100% 東京都')).toEqual([
      { term: 'grosse', prefix: true },
      { term: '100', prefix: true },
      { term: '%', prefix: false },
      { term: '東京', prefix: false },
      { term: '京都', prefix: false },
    ])
  })

  it('finds a word of more than 60 characters by its start', () => {
    expect(finds('x'.repeat(80), 'x'.repeat(90))).toBe(true)
    expect(termsOf(`${'𝔘𝒳'.repeat(40)}🎉`)).toEqual(['ux'.repeat(30), '🎉'])
  })

  it('has at most 20 terms', () => {
    const words = Array.from({ length: 50 }, (_, n) => `w${n}`)
    expect(queryTerms(words.join(' '))).toHaveLength(20)
    expect(queryTerms('same '.repeat(50))).toHaveLength(1)
  })
})

describe('the index', () => {
  it('has the same terms for ASCII as for any other text', () => {
    const ascii = string({ unit: 'binary-ascii', maxLength: 200 })
    const plain = string({ unit: constantFrom(...'aBz09 +%_-\n'), maxLength: 200 })
    forAll(
      property(oneof(ascii, plain), (text) => {
        // A soft hyphen is ignored, and is not ASCII.
        expect(termsOf(text)).toEqual(termsOf(`\u00ad${text}`))
      }),
      { numRuns: 3_000 },
    )
    const long = Array.from({ length: 5_000 }, (_, n) => `w${n}`).join(' ')
    expect(termsOf(long)).toEqual(termsOf(`\u00ad${long}`))
    expect(termsOf('x'.repeat(70))).toEqual(termsOf(`\u00ad${'x'.repeat(70)}`))
  })

  it('has each term once', () => {
    expect(termsOf('To be, or not to be')).toEqual(['to', 'be', 'or', 'not'])
    expect(termsOf('東京')).toEqual(['東京', '京'])
  })

  it('has at most 4,000 terms per text', () => {
    const text = Array.from({ length: 5_000 }, (_, n) => `w${n}`).join(' ')
    expect(termsOf(text)).toHaveLength(4_000)
    const characters = Array.from({ length: 5_000 }, (_, n) => String.fromCodePoint(0x4e00 + n))
    expect(termsOf(characters.join(''))).toHaveLength(4_000)
  })

  it('has no term that cannot be stored, or that contains a separator', () => {
    forAll(
      property(hardText, (text) => {
        for (const term of [...termsOf(text), ...queryTerms(text).map(({ term }) => term)]) {
          expect(term).toMatch(/^[^\s\p{C}]+$/u)
          expect([...term].length).toBeLessThanOrEqual(60)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('finds every whole word of a text', () => {
    forAll(
      property(hardText, (text) => {
        const visible = text.replace(/(?!\u200b)\p{Cf}/gu, '').normalize('NFC')
        for (const [word] of visible.matchAll(/[\p{L}\p{N}\p{M}]+|\p{S}/gu)) {
          const isFound = finds(word, text) || queryTerms(word).length === 0
          expect(isFound, `${word} in ${text}`).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
