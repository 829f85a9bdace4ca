import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nothingTyped, type QuickAddDraft } from './draft.ts'
import { moved } from './ranges.ts'
import { type Circumstances, understand } from './understand.ts'

const around: Circumstances = {
  defaults: {},
  place: undefined,
  timezone: 'Europe/Berlin',
  weekStart: 'monday',
  dateOrder: 'mdy',
  // A Tuesday.
  now: new Date('2026-11-24T09:00:00+01:00'),
  lists: [{ id: 'the-home', name: 'Home' }],
  labels: [{ name: 'Shop' }],
}
const typed = (text: string): QuickAddDraft => ({ ...nothingTyped, text })
const wordsOf = (draft: QuickAddDraft, more: Partial<Circumstances> = {}) =>
  understand(draft, { ...around, ...more }).chips.map(({ words }) => words)

/** As if the chip with these words had been dismissed. */
function without(
  draft: QuickAddDraft,
  words: string,
  more: Partial<Circumstances> = {},
): QuickAddDraft {
  const chip = understand(draft, { ...around, ...more }).chips.find((one) => one.words === words)
  if (!chip) throw new Error(`no chip ${words}`)
  return chip.ranges.length > 0
    ? { ...draft, literal: [...draft.literal, ...chip.ranges] }
    : { ...draft, declined: [...draft.declined, chip.key] }
}

describe('chips', () => {
  it.each([
    ['Call Mia', []],
    ['Call Mia tomorrow', ['Due tomorrow']],
    ['Read Monday, tomorrow', []],
    ['Call Mia tomorrow at 9', ['Due tomorrow at 09:00']],
    ['Call Mia on 24 December', ['Due Thu 24 Dec']],
    ['Water the plants every day', ['Every day, from today']],
    [
      'Pay rent every month on the 1st !4',
      ['Every month on the 1st, from Tue 1 Dec', 'Urgent priority'],
    ],
    ['Milk #shop #new @home', ['#Shop', '#new', 'In Home']],
    ['Milk @"Corner shop"', ['New list: Corner shop']],
  ])('show what “%s” means', (text, words) => {
    expect(wordsOf(typed(text))).toEqual(words)
  })

  it('find lists and labels whatever their case', () => {
    const { list, fields } = understand(typed('Milk #shop @hOME'), around)
    expect(list).toEqual({ id: 'the-home' })
    expect(fields.labels).toEqual(['Shop'])
    expect(understand(typed('Milk @Garden'), around).list).toEqual({ name: 'Garden' })
  })

  it("read figures in the user's order", () => {
    expect(wordsOf(typed('Pay 5/6'))).toEqual(['Due Thu 6 May 2027'])
    expect(wordsOf(typed('Pay 5/6'), { dateOrder: 'dmy' })).toEqual(['Due Sat 5 Jun 2027'])
  })

  it('treat the Inbox as a separate place, even on the page of a list', () => {
    const reading = understand(typed('Milk @inbox'), {
      ...around,
      defaults: { list_id: 'the-home' },
    })
    expect(reading).toMatchObject({ title: 'Milk', list: { id: null }, fields: { list_id: null } })
    expect(reading.chips.map(({ words }) => words)).toEqual(['In Inbox'])
  })

  it('leave a list as text if the task belongs to its parent', () => {
    const reading = understand(typed('Milk @home today'), { ...around, place: { parent_id: 'p' } })
    expect(reading).toMatchObject({ title: 'Milk @home', list: null })
    expect(reading.fields.due_date).toBe('2026-11-24')
  })
})

describe('a dismissed chip', () => {
  it('returns its words to the title, and changes nothing else', () => {
    const draft = without(typed('Call Mia tomorrow at 9 #home !3'), 'Due tomorrow at 09:00')
    const { title, fields, chips } = understand(draft, around)
    expect(title).toBe('Call Mia tomorrow at 9')
    expect(fields.due_at).toBeUndefined()
    expect(fields).toMatchObject({ priority: 3, labels: ['home'] })
    expect(chips.map(({ words }) => words)).toEqual(['High priority', '#home'])
  })

  it.each([
    ['Watch (tomorrow)', 'Due tomorrow', 'Watch (tomorrow)'],
    ['Call, tomorrow', 'Due tomorrow', 'Call, tomorrow'],
    ['tomorrow: call', 'Due tomorrow', 'tomorrow: call'],
    ['Say [tomorrow]', 'Due tomorrow', 'Say [tomorrow]'],
    ['Read #"two words"', '#two words', 'Read #"two words"'],
    ['Read @"Big list".', 'New list: Big list', 'Read @"Big list".'],
    ['Run every day', 'Every day, from today', 'Run every day'],
  ])('%s without “%s” is “%s”', (text, words, title) => {
    const reading = understand(without(typed(text), words), around)
    expect(reading).toMatchObject({ title, chips: [], list: null })
  })

  it('stays dismissed while other words are typed, and returns when its own words are', () => {
    const draft = without(typed('Read Friday'), 'Due Fri 27 Nov')
    const type = (text: string) => ({
      ...draft,
      text,
      literal: moved(draft.literal, draft.text, text),
    })
    expect(wordsOf(type('Read Friday today'))).toEqual(['Due today'])
    const first = understand(type('Now Read Friday'), around)
    expect(first).toMatchObject({ title: 'Now Read Friday', chips: [] })
    expect(type('Read Fridays').literal).toEqual([])
    expect(type('Read Frday').literal).toEqual([])
  })

  it('loses no word of any text, whatever is dismissed', () => {
    const word = fc.constantFrom(
      'call',
      'Mia',
      'tomorrow',
      'at 9',
      '#a',
      '@b',
      '!2',
      '"x y"',
      'every day',
      ',',
      '(',
      ')',
      '- ',
      'monday',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
        let draft = typed(words.join(' '))
        for (let round = 0; round < 30; round++) {
          const [chip] = understand(draft, around).chips
          if (!chip) break
          draft = { ...draft, literal: [...draft.literal, ...chip.ranges] }
        }
        const letters = (text: string) => text.replace(/[^\p{L}\p{N}#@!]/gu, '')
        const { title, chips } = understand(draft, around)
        expect(chips).toEqual([])
        expect(letters(title)).toBe(letters(draft.text))
      }),
    )
  })
})

describe('the defaults of a page', () => {
  const defaults = { due_date: '2026-11-24', labels: ['x'], priority: 2 }

  it('are shown, and can be declined', () => {
    const draft = typed('Call Mia')
    expect(wordsOf(draft, { defaults })).toEqual(['Due today', 'Medium priority', '#x'])
    const less = without(without(draft, 'Due today', { defaults }), '#x', { defaults })
    expect(understand(less, { ...around, defaults }).fields).toMatchObject({
      due_date: null,
      labels: [],
      priority: 2,
    })
  })

  it('give way to the text', () => {
    const { fields } = understand(typed('Call Mia friday at 8 !4 #y'), { ...around, defaults })
    expect(fields).toMatchObject({ due_date: null, priority: 4, labels: ['x', 'y'] })
    expect(fields.due_at).toBe('2026-11-27T07:00:00.000Z')
  })
})
