// Measures how much of the corpus is understood. A wrong date is worse than none.
import { describe, expect, it } from 'vitest'
import { answersOf, parse, withoutSpans } from './testing/corpus.ts'
import { notYet } from './testing/phrases/as-others-write.ts'
import { corpus } from './testing/phrases/corpus.ts'
import { hostileTails } from './testing/phrases/hostile-tails.ts'
import { knownWrong } from './testing/phrases/known-wrong.ts'
import { names } from './testing/phrases/names.ts'

const rows = [...corpus, ['not yet', notYet] as (typeof corpus)[number]].flatMap(
  ([, phrases, setting]) => phrases.map((phrase) => ({ phrase, setting })),
)

describe('the corpus', () => {
  const read = rows.map(({ phrase, setting }) => {
    const [found, answers] = [withoutSpans(parse(phrase[0], setting)), answersOf(phrase, setting)]
    const isExact = answers.some((answer) => JSON.stringify(answer) === JSON.stringify(found))
    const isSilent = (found.due_date ?? found.due_at) === null
    const hasDate = answers.some(
      ({ due_date, due_at, recurrence }) =>
        due_date === found.due_date && due_at === found.due_at && recurrence === found.recurrence,
    )
    return { text: phrase[0], isExact, isWrong: !isSilent && !hasDate }
  })
  const exact = read.filter(({ isExact }) => isExact).length
  const wrongNames = names.filter((text) => {
    const { due_date, due_at } = parse(text)
    return (due_date ?? due_at) !== null
  })
  console.info(
    `${exact} of ${read.length} phrases are exact; ${wrongNames.length} of ${names.length} names have a date; ${knownWrong.length} lines are known to be wrong`,
  )

  it('has at least 1000 phrases, each once', () => {
    const keys = rows.map(({ phrase: [text], setting }) => JSON.stringify([text, setting]))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    expect(read.length).toBeGreaterThanOrEqual(1000)
  })

  it('is understood exactly, except for one in a hundred', () => {
    expect(exact / read.length).toBeGreaterThanOrEqual(0.99)
  })

  it('has no wrong date', () => {
    expect(read.filter(({ isWrong }) => isWrong).map(({ text }) => text)).toEqual([])
  })

  it('has a wrong date in all the lines where one is known', () => {
    const dated = knownWrong.filter((text) => {
      const { due_date, due_at } = parse(text)
      return (due_date ?? due_at) !== null
    })
    expect(dated).toEqual(knownWrong)
    expect(knownWrong).toHaveLength(10)
  })

  it('has a date in few of the names', () => {
    expect(wrongNames.length / names.length).toBeLessThanOrEqual(0.2)
  })
})

describe('an unknown tail', () => {
  const dated = rows.filter(({ phrase: [text], setting }) => {
    const { spans } = parse(text, setting)
    const last = spans.at(-1)
    const isWhole = spans.filter(({ kind }) => kind === 'due').length < 2
    return isWhole && last?.end === text.length && /due|recurrence/.test(last.kind)
  })

  it.each(hostileTails)('removes the date: “%s”', (tail) => {
    const silent = dated.map(({ phrase: [text], setting }) => {
      const { due_date, due_at, recurrence, title } = parse(`${text}${tail}`, setting)
      return { text, title, date: due_date ?? due_at ?? recurrence }
    })
    expect(silent.filter(({ date }) => date !== null)).toEqual([])
    expect(silent.length).toBeGreaterThan(500)
  })
})
