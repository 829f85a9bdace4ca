// Rules in other forms are accepted if they name the same dates as one of ours, and refused otherwise.
import * as fc from 'fast-check'
import { RRule } from 'rrule'
import { describe, expect, it } from 'vitest'
import { type Due, ruleOfDue } from '../../domain/recurrence/rule.ts'
import { day, isoDay, rule } from '../../domain/recurrence/testing/cases.ts'

const friday = { due_date: '2027-12-24' }
const berlin = { due_at: '2027-12-24T17:00:00Z', due_timezone: 'Europe/Berlin' }
const auckland = { due_at: '2027-12-24T08:30:00Z', due_timezone: 'Pacific/Auckland' }

describe('an equivalent rule is accepted in our form', () => {
  it.each<[string, Due, string]>([
    ['FREQ=WEEKLY;BYDAY=FR;WKST=SU', friday, 'FREQ=WEEKLY;BYDAY=FR'],
    ['FREQ=MONTHLY;WKST=SU', friday, 'FREQ=MONTHLY'],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', friday, 'FREQ=YEARLY'],
    ['FREQ=YEARLY;BYMONTHDAY=24;BYMONTH=012;COUNT=3', friday, 'FREQ=YEARLY;COUNT=3'],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTH=12', friday, 'FREQ=YEARLY;INTERVAL=2'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', { due_date: '2028-02-29' }, 'FREQ=YEARLY'],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', berlin, 'FREQ=YEARLY'],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', friday, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['FREQ=DAILY;UNTIL=20271231T235959Z', friday, 'FREQ=DAILY;UNTIL=20271231'],
    ['FREQ=DAILY;UNTIL=20271231T000000', friday, 'FREQ=DAILY;UNTIL=20271231'],
    // 18:00 in Berlin; in Auckland it is 21:30 of that day.
    ['FREQ=DAILY;UNTIL=20271231T225959Z', berlin, 'FREQ=DAILY;UNTIL=20271231'],
    ['FREQ=DAILY;UNTIL=20271231T170000Z', berlin, 'FREQ=DAILY;UNTIL=20271231'],
    ['FREQ=DAILY;UNTIL=20271231T165959Z', berlin, 'FREQ=DAILY;UNTIL=20271230'],
    ['FREQ=DAILY;UNTIL=20271231T235959Z', berlin, 'FREQ=DAILY;UNTIL=20271231'],
    ['FREQ=DAILY;UNTIL=20280101T180000', berlin, 'FREQ=DAILY;UNTIL=20280101'],
    ['FREQ=DAILY;UNTIL=20271230T235959Z', auckland, 'FREQ=DAILY;UNTIL=20271230'],
    ['FREQ=DAILY;UNTIL=20271231T083000Z', auckland, 'FREQ=DAILY;UNTIL=20271231'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU', friday, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=TH', friday, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
  ])('%s, due %j, becomes %s', (text, due, canonical) => {
    expect(ruleOfDue(text, due)).toEqual({ rule: canonical })
    expect(ruleOfDue(canonical, due)).toEqual({ rule: canonical })
  })

  const otherDay = 'must have the month and day of the due day as BYMONTH and BYMONTHDAY'
  const otherWeeks = 'must not have a WKST other than MO where it changes the days'
  it.each<[string, Due, string]>([
    ['FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1', friday, otherDay],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25', friday, otherDay],
    ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24', friday, otherDay],
    ['FREQ=YEARLY;BYMONTH=11', friday, otherDay],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1', { due_date: '2027-12-31' }, otherDay],
    [
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24',
      { ...auckland, due_at: '2027-12-24T12:00:00Z' },
      otherDay,
    ],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU', friday, otherWeeks],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO', { due_date: '2027-12-26' }, otherWeeks],
    ['FREQ=WEEKLY;INTERVAL=3;WKST=FR;BYDAY=MO,TH', friday, otherWeeks],
    ['FREQ=DAILY;UNTIL=00010101T000000Z', berlin, 'must have an UNTIL within the years 1 to 9999'],
    ['FREQ=DAILY;UNTIL=00010101T000000', berlin, 'must have an UNTIL within the years 1 to 9999'],
  ])('%s, due %j, is refused: it %s', (text, due, wrong) => {
    expect(ruleOfDue(text, due)).toEqual({ wrong })
  })

  it.each([
    ['FREQ=YEARLY;BYMONTH=12', 'it has BYMONTH'],
    ['FREQ=DAILY;UNTIL=20271231T235959Z', 'UNTIL has a time'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU', 'it has INTERVAL, BYDAY and WKST'],
  ])('%s needs the due date beside it', (text, where) => {
    const wrong = `must come with the due day in the same body where ${where}`
    for (const due of [{}, { due_at: berlin.due_at }, { due_timezone: 'Europe/Berlin' }]) {
      expect(ruleOfDue(text, due)).toEqual({ wrong })
    }
  })
})

/** The start, and the following days by another implementation. */
function daysBy(text: string, start: string, wkst: string): string[] {
  const options = RRule.parseString(text)
  const limit = options.count ? {} : { count: 40 }
  const found = new RRule({
    ...{ wkst: RRule.MO, ...options, ...limit },
    ...(wkst && { wkst: weekdays[wkst] }),
    dtstart: new Date(start),
  })
  return found.all((_, n) => n < 40).map(isoDay)
}
const weekdays: Record<string, (typeof RRule)['MO']> = {
  ...{ MO: RRule.MO, TU: RRule.TU, WE: RRule.WE, TH: RRule.TH, FR: RRule.FR },
  ...{ SA: RRule.SA, SU: RRule.SU },
}

/** One of our rules in another form, right or wrong. */
const inOtherWords = fc
  .record({
    rule: rule.filter((text) => !/UNTIL/.test(text)),
    due: day.filter((text) => text > '1900' && text < '2150'),
    wkst: fc.constantFrom('', ...Object.keys(weekdays)),
    month: fc.option(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 }))),
    daily: fc.boolean(),
    until: fc.option(fc.integer({ min: 0, max: 3_000 })),
  })
  .map(({ rule, due, wkst, month, daily, until }) => {
    let text = rule
    if (daily) text = text.replace(/^FREQ=WEEKLY(?=;BYDAY)/, 'FREQ=DAILY')
    if (month && text.startsWith('FREQ=YEARLY')) {
      const [same, number] = month
      const [, ofDue, dayOfDue] = due.split('-').map(Number)
      text += `;BYMONTH=${same ? ofDue : number};BYMONTHDAY=${dayOfDue}`
    }
    if (until !== null && !text.includes('COUNT')) {
      const last = isoDay(new Date(Date.parse(due) + until * 86_400_000))
      text += `;UNTIL=${last.replaceAll('-', '')}T235959Z`
    }
    return { text, due, wkst }
  })

it('an accepted rule has the same days as in another implementation', () => {
  const seen = { taken: 0, changed: 0, refused: 0 }
  fc.assert(
    fc.property(inOtherWords, ({ text, due, wkst }) => {
      const sent = `${text}${wkst && `;WKST=${wkst}`}`
      const { rule } = ruleOfDue(sent, { due_date: due })
      if (rule === undefined) {
        seen.refused += 1
        return
      }
      seen.taken += 1
      if (rule !== sent) seen.changed += 1
      expect(daysBy(rule, due, '')).toEqual(daysBy(text, due, wkst))
      expect(ruleOfDue(rule, {})).toEqual({ rule })
    }),
    { numRuns: 4_000 },
  )
  expect(seen.changed).toBeGreaterThan(1_500)
  expect(seen.refused).toBeGreaterThan(100)
})

it('an UNTIL with a time ends the series on the same day as in another implementation', () => {
  const hours = fc.integer({ min: -12, max: 14 })
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 40 })
  fc.assert(
    fc.property(hours, minutes, minutes, fc.constantFrom(1, 3), (hour, from, for_, interval) => {
      const shift = hour * 3_600_000
      const start = Date.parse('2027-01-01T00:00:00Z') + from * 60_000
      const until = new Date(start + for_ * 60_000)
      const basic = until.toISOString().replace(/[-:]|\.\d+/g, '')
      const due_timezone = hour === 0 ? 'UTC' : `Etc/GMT${hour > 0 ? '-' : '+'}${Math.abs(hour)}`
      const due = { due_at: new Date(start).toISOString(), due_timezone }
      const sent = `FREQ=DAILY;INTERVAL=${interval};UNTIL=${basic}`
      const options = { freq: RRule.DAILY, interval, dtstart: new Date(start + shift) }
      const days = new RRule({ ...options, until: new Date(until.getTime() + shift) }).all()
      const { rule = '' } = ruleOfDue(sent, due)
      const local = isoDay(new Date(start + shift))
      expect(daysBy(rule, local, '')).toEqual(days.slice(0, 40).map(isoDay))
    }),
    { numRuns: 1_000 },
  )
})
