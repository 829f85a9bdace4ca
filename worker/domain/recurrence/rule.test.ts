import { describe, expect, it } from 'vitest'
import { Recurrence } from './rule.ts'

const wrongWith = (text: string) =>
  Recurrence.safeParse(text).error?.issues.map((issue) => issue.message)

const noDay = 'must have as UNTIL a day that exists, as YYYYMMDD or YYYYMMDDTHHMMSSZ'
const noByDay = 'must not have BYDAY unless FREQ is WEEKLY or MONTHLY, or DAILY without INTERVAL'
const weeksDiffer = 'must not have a WKST other than MO where it changes the days'

describe('a recurrence', () => {
  it.each([
    ['FREQ=DAILY', 'FREQ=DAILY'],
    ['RRULE:FREQ=DAILY;INTERVAL=1', 'FREQ=DAILY'],
    ['rrule:freq=daily;interval=01;wkst=mo', 'FREQ=DAILY'],
    ['COUNT=005;FREQ=DAILY;INTERVAL=999', 'FREQ=DAILY;INTERVAL=999;COUNT=5'],
    ['UNTIL=20240229;FREQ=DAILY', 'FREQ=DAILY;UNTIL=20240229'],
    ['BYDAY=FR,mo,FR;INTERVAL=2;FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR'],
    ['FREQ=WEEKLY;COUNT=999', 'FREQ=WEEKLY;COUNT=999'],
    ['FREQ=MONTHLY', 'FREQ=MONTHLY'],
    ['FREQ=MONTHLY;BYMONTHDAY=+07', 'FREQ=MONTHLY;BYMONTHDAY=7'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=MONTHLY;BYMONTHDAY=31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['FREQ=MONTHLY;BYDAY=+5SU;COUNT=2', 'FREQ=MONTHLY;BYDAY=5SU;COUNT=2'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['FREQ=YEARLY;UNTIL=99991231', 'FREQ=YEARLY;UNTIL=99991231'],
    ['FREQ=WEEKLY;BYDAY=FR;WKST=SU', 'FREQ=WEEKLY;BYDAY=FR'],
    ['FREQ=WEEKLY;INTERVAL=1;WKST=SU;BYDAY=MO,SU', 'FREQ=WEEKLY;BYDAY=MO,SU'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', 'FREQ=WEEKLY;INTERVAL=2'],
    ['FREQ=MONTHLY;WKST=SU', 'FREQ=MONTHLY'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=2SU;WKST=TH', 'FREQ=MONTHLY;INTERVAL=3;BYDAY=2SU'],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['WKST=SU;FREQ=DAILY;INTERVAL=1;BYDAY=SU,SA;COUNT=4', 'FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4'],
  ])('%s is %s', (text, canonical) => {
    expect(Recurrence.parse(text)).toBe(canonical)
    expect(Recurrence.parse(canonical)).toBe(canonical)
  })

  it.each([
    ['', 'must be parts like FREQ=DAILY, with ; between them'],
    ['daily', 'must be parts like FREQ=DAILY, with ; between them'],
    ['FREQ=DAILY;', 'must be parts like FREQ=DAILY, with ; between them'],
    ['FREQ=DAILY; COUNT=2', 'must be parts like FREQ=DAILY, with ; between them'],
    ['FREQ=DAILY\n', 'must be parts like FREQ=DAILY, with ; between them'],
    ['INTERVAL=2', 'must have FREQ'],
    ['FREQ=HOURLY', 'must have DAILY, WEEKLY, MONTHLY or YEARLY as its FREQ'],
    ['FREQ=DAILY;FREQ=DAILY', 'must not have FREQ twice'],
    ['FREQ=DAILY;BYSETPOS=1', 'must not have BYSETPOS, which is not supported'],
    ['FREQ=DAILY;CONSTRUCTOR=1', 'must not have CONSTRUCTOR, which is not supported'],
    ['FREQ=DAILY;INTERVAL=0', 'must have an INTERVAL from 1 to 999'],
    ['FREQ=DAILY;INTERVAL=1000', 'must have an INTERVAL from 1 to 999'],
    ['FREQ=DAILY;INTERVAL=-1', 'must have an INTERVAL from 1 to 999'],
    ['FREQ=DAILY;COUNT=0', 'must have a COUNT from 1 to 999'],
    ['FREQ=DAILY;COUNT=1000', 'must have a COUNT from 1 to 999'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20261224', 'must not have both COUNT and UNTIL'],
    [
      'FREQ=DAILY;UNTIL=20260229',
      'must have as UNTIL a day that exists, as YYYYMMDD or YYYYMMDDTHHMMSSZ',
    ],
    [
      'FREQ=DAILY;UNTIL=00001231',
      'must have as UNTIL a day that exists, as YYYYMMDD or YYYYMMDDTHHMMSSZ',
    ],
    ['FREQ=DAILY;UNTIL=20261224T240000Z', noDay],
    ['FREQ=DAILY;UNTIL=20260229T120000Z', noDay],
    ['FREQ=DAILY;UNTIL=20261224T120000+01:00', noDay],
    ['FREQ=WEEKLY;WKST=XX', 'must have MO, TU, WE, TH, FR, SA or SU as WKST'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU', weeksDiffer],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=WE;BYDAY=MO,WE', weeksDiffer],
    ['FREQ=DAILY;INTERVAL=2;BYDAY=MO', noByDay],
    ['FREQ=DAILY;BYDAY=1MO', 'must not number the days of BYDAY where FREQ is WEEKLY'],
    [
      'FREQ=DAILY;BYDAY=MO;BYMONTHDAY=1',
      'must not have BYMONTHDAY unless FREQ is MONTHLY or YEARLY',
    ],
    ['FREQ=YEARLY;BYDAY=1MO', noByDay],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', noByDay],
    ['FREQ=YEARLY;BYMONTH=13', 'must have one number from 1 to 12 as BYMONTH'],
    ['FREQ=YEARLY;BYMONTH=1,7', 'must have one number from 1 to 12 as BYMONTH'],
    ['FREQ=YEARLY;BYMONTHDAY=24', 'must not have BYMONTHDAY without BYMONTH where FREQ is YEARLY'],
    ['FREQ=MONTHLY;BYMONTH=12;BYMONTHDAY=24', 'must not have BYMONTH unless FREQ is YEARLY'],
    ['FREQ=DAILY;BYMONTH=12', 'must not have BYMONTH unless FREQ is YEARLY'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2', 'must not have BYSETPOS, which is not supported'],
    ['FREQ=WEEKLY;BYDAY=XX', 'must name the days of BYDAY as MO, TU, WE, TH, FR, SA or SU'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'must not number the days of BYDAY where FREQ is WEEKLY'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'must not have BYMONTHDAY unless FREQ is MONTHLY or YEARLY'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'must have one number from 1 to 31, or -1, as BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'must have one number from 1 to 31, or -1, as BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=-2', 'must have one number from 1 to 31, or -1, as BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'must have one number from 1 to 31, or -1, as BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO', 'must not have both BYDAY and BYMONTHDAY'],
    [`FREQ=DAILY;COUNT=${'0'.repeat(200)}1`, 'must have at most 200 characters'],
  ])('%j is refused: it %s', (text, wrong) => {
    expect(wrongWith(text)).toEqual([wrong])
  })

  it.each(['MO', '6MO', '-2FR', '0MO', '1MO,2MO'])('by month on %s is refused', (day) => {
    expect(wrongWith(`FREQ=MONTHLY;BYDAY=${day}`)).toEqual([
      'must have as BYDAY one numbered day, from 1MO to 5SU or as -1FR, where FREQ is MONTHLY',
    ])
  })
})
