import { describe, expect, it } from 'vitest'
import { Recurrence } from './schema.ts'

const wrongWith = (text: string) =>
  Recurrence.safeParse(text).error?.issues.map((issue) => issue.message)

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
    ['FREQ=DAILY;UNTIL=20260229', 'must have as UNTIL a day that exists, as YYYYMMDD'],
    ['FREQ=DAILY;UNTIL=00001231', 'must have as UNTIL a day that exists, as YYYYMMDD'],
    ['FREQ=DAILY;UNTIL=20261224T000000Z', 'must have as UNTIL a day that exists, as YYYYMMDD'],
    ['FREQ=WEEKLY;WKST=SU', 'must not have a WKST other than MO'],
    ['FREQ=DAILY;BYDAY=MO', 'must not have BYDAY unless FREQ is WEEKLY or MONTHLY'],
    ['FREQ=YEARLY;BYDAY=1MO', 'must not have BYDAY unless FREQ is WEEKLY or MONTHLY'],
    ['FREQ=WEEKLY;BYDAY=XX', 'must name the days of BYDAY as MO, TU, WE, TH, FR, SA or SU'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'must not number the days of BYDAY where FREQ is WEEKLY'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'must not have BYMONTHDAY unless FREQ is MONTHLY'],
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
