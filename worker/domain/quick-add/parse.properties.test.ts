import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuickAdd, type QuickAdd } from './parse.ts'
import * as zones from './testing/phrases/zones.ts'

const options = { timezone: 'Europe/Berlin', now: new Date('2026-11-24T09:30:00Z') }

const vocabulary =
  'every every! each other on at the of in next this last until for times from after completion ' +
  'starting monday tue sat sun weekday weekend day days weeks month year 1 2 9 15th 2nd 24 31 1000 ' +
  'dec may march tomorrow tonight noon midnight morning 9am pm 9:30 25:00 12/24 2026-12-24 daily ' +
  '#home #42 @work @"a b" !1 !5 " “ ” \\ \\#x \\every , . ! ( ) - to and hour half an a now Mia 🎄'

const phrase = fc
  .array(fc.tuple(fc.constantFrom(...vocabulary.split(' ')), fc.constantFrom(' ', ' ', '', '  ')))
  .map((pairs) => pairs.flat().join(''))
const text = fc.oneof(phrase, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
const moment = fc.date({
  min: new Date('1970-01-02'),
  max: new Date('2200-01-01'),
  noInvalidDate: true,
})
const timezone = fc.constantFrom(...zones.farZones.map((place) => place.timezone), 'Europe/Berlin')
const settings = fc.record({ timezone, now: moment })

/** Everything but white space, quotes and escapes. */
const visible = (kept: string) => kept.replace(/[\s"“”\\]/g, '')

const outside = (source: string, { spans }: QuickAdd) =>
  [{ start: 0, end: 0 }, ...spans]
    .map(({ end }, index) => source.slice(end, spans[index]?.start))
    .join(' ')

describe('any input', () => {
  it('loses nothing: everything outside the spans is the title', () => {
    fc.assert(
      fc.property(text, (source) => {
        const found = parseQuickAdd(source, options)
        expect(visible(found.title)).toBe(visible(outside(source, found)))
        expect(found.title === '').toBe(source.trim() === '')
      }),
      { numRuns: 3000 },
    )
  })

  it('has spans in bounds, in order and without overlap', () => {
    fc.assert(
      fc.property(text, (source) => {
        let before = 0
        for (const { start, end } of parseQuickAdd(source, options).spans) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          before = end
        }
        expect(before).toBeLessThanOrEqual(source.length)
      }),
      { numRuns: 3000 },
    )
  })

  it('gives a valid task, and the same one again', () => {
    fc.assert(
      fc.property(text, settings, (source, setting) => {
        const found = parseQuickAdd(source, setting)
        expect(parseQuickAdd(source, setting)).toEqual(found)
        expect(found.due_date === null || found.due_at === null).toBe(true)
        expect(found.due_timezone).toBe(found.due_at === null ? null : setting.timezone)
        expect(found.due_date ?? '2026-11-24').toMatch(/^\d{4}-\d\d-\d\d$/)
        expect(found.due_at ?? options.now.toISOString()).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
        expect(found.labels.length).toBeLessThanOrEqual(20)
        expect(found.recurrence ?? 'FREQ=DAILY').toMatch(
          /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=\d{1,3})?(;BYDAY=[-\dA-Z,]+)?(;BYMONTHDAY=(-1|\d+))?(;COUNT=\d+|;UNTIL=\d{8})?$/,
        )
        if (found.recurrence) expect(found.due_date ?? found.due_at).not.toBeNull()
      }),
      { numRuns: 3000 },
    )
  })
})
