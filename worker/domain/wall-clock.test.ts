import { describe, expect, it } from 'vitest'
import { clockAt, instantAt, instantOf, localOf, zoneOf, zoneOrUtc } from './wall-clock.ts'

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
const both = (zone: string, local: string) =>
  (['compatible', 'later'] as const).map((disambiguation) =>
    iso(instantOf(zoneOf(zone), Date.parse(`${local}Z`), disambiguation)),
  )

describe('the wall clock', () => {
  it.each([
    ['UTC', '2026-11-25T12:00:00.123Z', '2026-11-25T12:00:00.123Z'],
    ['Europe/Berlin', '2026-07-01T12:00:00.123Z', '2026-07-01T14:00:00.123Z'],
    ['America/New_York', '2026-11-25T03:00:00.000Z', '2026-11-24T22:00:00.000Z'],
    ['America/New_York', '0001-01-01T04:56:02.000Z', '0001-01-01T00:00:00.000Z'],
    ['America/New_York', '0001-01-01T00:00:00.000Z', '0000-12-31T19:03:58.000Z'],
    ['Pacific/Kiritimati', '9999-12-31T23:59:59.999Z', '+010000-01-01T13:59:59.999Z'],
    ['Asia/Kathmandu', '2026-11-25T00:00:00.000Z', '2026-11-25T05:45:00.000Z'],
  ])('of %s at %s shows %s, and converts back', (zone, instant, local) => {
    expect(iso(localOf(zoneOf(zone), Date.parse(instant)))).toBe(local)
    expect(iso(instantOf(zoneOf(zone), Date.parse(local)))).toBe(instant)
  })

  it.each([
    ['Europe/Berlin', '2127-03-30T02:30', '2127-03-30T01:30:00.000Z'],
    ['Europe/Berlin', '2127-03-30T01:59', '2127-03-30T00:59:00.000Z'],
    ['Europe/Berlin', '2127-03-30T03:00', '2127-03-30T01:00:00.000Z'],
    ['America/New_York', '2127-03-09T02:00', '2127-03-09T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2127-10-05T02:15', '2127-10-04T15:45:00.000Z'],
    // A whole day that did not exist.
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00:00.000Z'],
  ])('of %s skips %s: later by the gap, at %s', (zone, local, instant) => {
    expect(both(zone, local)).toEqual([instant, instant])
  })

  it.each([
    ['Europe/Berlin', '2027-10-31T02:30', '2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z'],
    ['Europe/Berlin', '2127-10-26T02:30', '2127-10-26T00:30:00.000Z', '2127-10-26T01:30:00.000Z'],
    ['Europe/Berlin', '2127-10-26T01:59', '2127-10-25T23:59:00.000Z', '2127-10-25T23:59:00.000Z'],
    [
      'America/New_York',
      '2127-11-02T01:30',
      '2127-11-02T05:30:00.000Z',
      '2127-11-02T06:30:00.000Z',
    ],
    [
      'Australia/Lord_Howe',
      '2127-04-06T01:45',
      '2127-04-05T14:45:00.000Z',
      '2127-04-05T15:15:00.000Z',
    ],
  ])('of %s shows %s at %s, and for the last time at %s', (zone, local, first, last) => {
    expect(both(zone, local)).toEqual([first, last])
  })

  it('of an unknown zone is UTC, for callers that can wait for the server', () => {
    expect(localOf(zoneOrUtc('Mars/Olympus'), 1_000)).toBe(1_000)
    expect(instantOf(zoneOrUtc('Mars/Olympus'), 1_000)).toBe(1_000)
    expect(localOf(zoneOrUtc('Asia/Tokyo'), 0)).toBe(9 * 3_600_000)
    expect(() => zoneOf('Mars/Olympus')).toThrow(RangeError)
  })

  it('is text in files, without the seconds of historic local times', () => {
    expect(clockAt('Europe/Berlin', Date.parse('2026-12-24T17:00:00Z'))).toBe('2026-12-24T18:00:00')
    expect(iso(instantAt('Europe/Berlin', '2026-12-24T18:00:00').getTime())).toBe(
      '2026-12-24T17:00:00.000Z',
    )
    expect(clockAt('America/New_York', Date.parse('1800-01-01T12:00:00Z'))).toBe(
      '1800-01-01T07:04:00',
    )
  })

  it('is right for more zones than the cache holds', () => {
    const hours = Array.from({ length: 13 }, (_, n) => n)
    for (const _ of hours.slice(0, 5)) {
      for (const n of hours) expect(localOf(zoneOf(`Etc/GMT-${n}`), 0)).toBe(n * 3_600_000)
      for (const n of hours) expect(localOf(zoneOf(`Etc/GMT+${n}`), 0) + n * 3_600_000).toBe(0)
    }
    const zones = Intl.supportedValuesOf('timeZone')
    expect(zones.length).toBeGreaterThan(100)
    for (const zone of zones.map(zoneOf)) expect(instantOf(zone, localOf(zone, 1e12))).toBe(1e12)
  })
})
