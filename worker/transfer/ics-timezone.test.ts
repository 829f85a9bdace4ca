import { RRule } from 'rrule'
import { describe, expect, it } from 'vitest'
import { clockAt, instantAt, offsetAt } from '../domain/wall-clock.ts'
import { timezoneLines } from './ics-timezone.ts'
import { type Component, readCalendar, textOf, textsOf } from './testing/calendar.ts'

const described = (zone: string) => readCalendar(`${timezoneLines(zone, 2026).join('\r\n')}\r\n`)

/** A local RFC 5545 time as milliseconds, as if it were UTC. */
const local = (value = '') =>
  Date.parse(value.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6Z'))

const minutes = (offset = '') =>
  Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3)))

/** Every change in the component until 2035: the instant, and the offset from it on. */
function onsets(zone: Component) {
  return zone.parts
    .flatMap((part) => {
      const start = local(textOf(part, 'DTSTART'))
      const rule = textOf(part, 'RRULE')
      const repeated = rule
        ? new RRule({
            ...RRule.parseString(rule),
            dtstart: new Date(start),
            until: new Date('2035-12-31T00:00:00Z'),
          })
            .all()
            .map(Number)
        : [start, ...(textsOf(part, 'RDATE') ?? []).map(local)]
      const [from, to] = ['TZOFFSETFROM', 'TZOFFSETTO'].map((name) => minutes(textOf(part, name)))
      return repeated.map((clock) => ({ at: clock - (from ?? 0) * 60_000, to }))
    })
    .sort((a, b) => a.at - b.at)
}

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/Nuuk',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Kolkata',
  'Asia/Jerusalem',
  'Africa/Cairo',
  'Africa/Casablanca',
]

describe('the VTIMEZONE of a zone', () => {
  it.each(zones)('gives the offset of every day from 2024 to 2035: %s', (zone) => {
    const changes = onsets(described(zone))
    const wrong: string[] = []
    for (let at = Date.UTC(2024, 0, 1, 3); at < Date.UTC(2035, 11, 30); at += 86_400_000) {
      const told = changes.findLast((change) => change.at <= at)?.to
      if (told !== offsetAt(zone, at)) wrong.push(`${new Date(at).toISOString()} ${told}`)
    }
    expect(wrong).toEqual([])
  })

  it('has endless yearly rules for the usual daylight saving', () => {
    const rules = described('Europe/Berlin').parts.map((part) => [part.name, textOf(part, 'RRULE')])
    expect(rules).toEqual([
      ['DAYLIGHT', 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'],
      ['STANDARD', 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'],
    ])
  })
})

describe('a local time', () => {
  it('is the first of two repeated hours, and moves forward over a skipped one', () => {
    const berlin = (clock: string) => instantAt('Europe/Berlin', clock).toISOString()
    expect(berlin('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z')
    expect(berlin('2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z')
    expect(berlin('2026-07-01T12:00:00')).toBe('2026-07-01T10:00:00.000Z')
  })

  it.each(zones)('can be restored from the instant: %s', (zone) => {
    for (let day = 0; day < 730; day += 1) {
      const clock = new Date(Date.UTC(2026, 0, day, 12, 17)).toISOString().slice(0, 19)
      expect(clockAt(zone, instantAt(zone, clock).getTime())).toBe(clock)
    }
  })
})
