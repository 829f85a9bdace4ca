// The app searches its own copy (worker/domain/search-terms.ts) and must find what the API's `q` finds.
import { type Arbitrary, array, constantFrom, oneof, sample, string } from 'fast-check'
import { expect, it } from 'vitest'
import { finds, indexOf, queryTerms } from '../../domain/search-terms.ts'
import { call } from '../../testing/call.ts'
import { signUp } from '../../testing/people.ts'
import { make, page, pathOf } from './testing/asking.ts'

const words = [
  ...[
    'call',
    'Dentist',
    'café',
    'Cafe\u0301',
    'naïve',
    'Straße',
    'strasse',
    'STRAẞE',
    'İstanbul',
    'ISIK',
    'ışık',
  ],
  ...['ΟΔΟΣ', 'οδός', 'Ёлка', 'елка', 'Москва', 'مَرْحَبًا', 'مرحبا', 'أحمد', 'שָׁלוֹם', 'שלום'],
  ...[
    'ภาษาไทย',
    'ภาษา',
    '日本語',
    '本語',
    '日',
    '東京都2020',
    'カレー',
    'ガス',
    'ｶﾞｽ',
    'しごと',
    '한국어',
    '한국',
    'हिन्दी',
  ],
  ...[
    '🎉',
    '👩‍👩‍👧',
    '👍🏽',
    '❤\ufe0f',
    '1',
    '42',
    '2026',
    'm²',
    '½',
    '℡',
    'ﬁle',
    'ＡＢＣ１',
    '％',
    '１００％',
    'Łódź',
    'œuvre',
  ],
  ...[
    'c++',
    'c',
    'C#',
    '%',
    '100%',
    '_',
    'snake_case',
    'a\\b',
    'a&b',
    "O'Brien",
    '"x"',
    '$5',
    '50€',
    '≠',
    '...',
    '!?',
  ],
  ...[
    'Ent\u00adwick\u00adlung',
    'می\u200cخواهم',
    'a\u200bb',
    'x\ufeffy',
    'x\u3000y',
    'x'.repeat(70),
  ],
]
const joint = constantFrom(' ', ' ', '', '-', '\u00a0', '\u3000', '\u200b')
const ink = string({
  unit: oneof(
    constantFrom(...'abßİıςσéЁعשกข日本カ한🎉%+_.９Ａ'),
    string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 8,
})
const text = (most: number): Arbitrary<string> =>
  array(oneof({ weight: 4, arbitrary: constantFrom(...words) }, ink), {
    minLength: 1,
    maxLength: most,
  }).chain((parts) =>
    array(joint, { minLength: most, maxLength: most }).map((joints) =>
      parts
        .map((part, n) => `${part}${joints[n]}`)
        .join('')
        .replaceAll(/\p{Cc}/gu, ''),
    ),
  )

it('the app finds the same as the API, in every script', { timeout: 120_000 }, async () => {
  const ada = await signUp()
  const written = sample(array(text(4), { minLength: 2, maxLength: 2 }), 80).map(
    ([title = '', notes = '']) => ({
      title: `T ${title}`,
      notes: notes.isWellFormed() ? notes : '',
    }),
  )
  const tasks = await make(ada, written)
  const parts = sample(text(2), 120)
    .map((one) => one.trim())
    .filter(Boolean)
  let [pairs, hits] = [0, 0]
  for (const q of new Set([...words, ...parts, ...words.map((word) => word.slice(0, -1))])) {
    if (q === '' || !q.isWellFormed()) continue
    const asked = queryTerms(q)
    const mine = tasks.filter(({ title, notes }) => finds(asked, indexOf([title, notes])))
    if (asked.length === 0) {
      expect([q, (await call(pathOf({ q, view: 'all' }), { token: ada.token })).status]).toEqual([
        q,
        422,
      ])
    } else {
      const { items } = await page(ada, { q, view: 'all', limit: '200' })
      const theirs = new Set(items.map(({ id }) => id))
      expect([q, tasks.filter(({ id }) => theirs.has(id)).map(({ title }) => title)]).toEqual([
        q,
        mine.map(({ title }) => title),
      ])
      hits += mine.length
      pairs += tasks.length
    }
  }
  // Enough matches and enough misses.
  expect(pairs).toBeGreaterThan(8_000)
  expect(hits).toBeGreaterThan(200)
})
