import { describe, expect, it } from 'vitest'
import { answersOf, parse, withoutSpans } from './testing/corpus.ts'
import { corpus } from './testing/phrases/corpus.ts'

describe.each(corpus)('%s', (_, phrases, setting) => {
  it.each(phrases)('%s', (...phrase) => {
    const answers = answersOf(phrase, setting)
    const found = withoutSpans(parse(phrase[0], setting))
    if (answers.length === 1) expect(found).toEqual(answers[0])
    else expect(answers).toContainEqual(found)
  })
})

describe('spans', () => {
  /** The understood pieces, each with its kind. */
  const pieces = (text: string) =>
    parse(text).spans.map(({ start, end, kind }) => [kind, text.slice(start, end)])

  it('mark each piece', () => {
    expect(pieces('Buy milk on friday at 9 #shop @"my home" !3')).toEqual([
      ['due', 'on friday at 9'],
      ['label', '#shop'],
      ['list', '@"my home"'],
      ['priority', '!3'],
    ])
  })

  it('separate a repeat from its time, its start and its end', () => {
    expect(pieces('Gym every monday at 9 starting 1 Dec until 24 Dec')).toEqual([
      ['recurrence', 'every monday'],
      ['due', 'at 9 starting 1 Dec'],
      ['recurrence', 'until 24 Dec'],
    ])
  })

  it('include brackets and dangling commas', () => {
    expect(pieces('Call Mia, (tomorrow), #home')).toEqual([
      ['due', ', (tomorrow)'],
      ['label', ', #home'],
    ])
  })

  it('count UTF-16 units', () => {
    expect(parse('🎄🎄 tomorrow').spans).toEqual([{ start: 5, end: 13, kind: 'due' }])
  })

  it('are empty if the whole text is the title', () => {
    expect(parse('tomorrow #home').spans).toEqual([])
  })
})

it('refuses a zone that does not exist', () => {
  expect(() => parse('tomorrow', { timezone: 'Mars/Olympus' })).toThrow(RangeError)
})
