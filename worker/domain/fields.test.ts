import { describe, expect, it } from 'vitest'
import { AnyInstant, Label, Name, Title } from './fields.ts'

describe('an instant', () => {
  it.each([
    ['2027-07-01T10:00:00Z', '2027-07-01T10:00:00.000Z'],
    ['2027-07-01t10:00:00z', '2027-07-01T10:00:00.000Z'],
    ['2027-07-01T10:00:00z', '2027-07-01T10:00:00.000Z'],
    ['2027-07-01t10:00:00.5+02:00', '2027-07-01T08:00:00.500Z'],
    ['2027-07-01T10:00Z', '2027-07-01T10:00:00.000Z'],
    ['2027-07-01t10:00z', '2027-07-01T10:00:00.000Z'],
    ['2027-07-01T10:00+05:45', '2027-07-01T04:15:00.000Z'],
    ['2027-07-01T10:00:00-00:00', '2027-07-01T10:00:00.000Z'],
    ['2027-07-01T10:00:00.123456Z', '2027-07-01T10:00:00.123Z'],
  ])('may be written %s', (text, instant) => {
    expect(AnyInstant.parse(text)).toBe(instant)
  })

  it.each([
    '2027-07-01T10Z',
    '2027-07-01T10:00',
    '2027-07-01T10:00:00',
    '2027-07-01 10:00:00Z',
    '2027-07-01T24:00:00Z',
    '2027-07-01T10:60Z',
    '2027-07-01T10:00:60Z',
    '2027-07-01T10:00:00+0200',
    '2027-07-01T10:00:00+24:00',
    '2027-07-01T10:00:00,5Z',
    '20270701T100000Z',
    '2027-02-30T10:00Z',
    '27-07-01T10:00Z',
    '2027-07-01',
    'T10:00Z',
    'now',
    '',
  ])('is not %s, and the form that is wanted is shown', (text) => {
    const [issue] = AnyInstant.safeParse(text).error?.issues ?? []
    expect(issue?.message).toContain('as 2026-12-24T17:00:00Z')
  })
})

describe.each([
  ['title', Title],
  ['name', Name],
  ['label', Label],
])('a %s', (_, schema) => {
  it.each([
    ...['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u180e', '\u061c'],
    ...[
      '\u3164',
      '\uffa0',
      '\u115f\u1160',
      '\u2800',
      '\u2800\u2800 \u2800',
      '\ufe0f',
      '\u200e\u200f',
    ],
    ...[
      '\u{e0001}\u{e0020}',
      '\u{e0100}',
      '\u00a0\u200b\u3000',
      '\u202e',
      '\u{1d173}',
      '\ufff9\ufffb',
    ],
  ])('that nobody can see is refused: %j', (text) => {
    const [issue] = schema.safeParse(text).error?.issues ?? []
    expect(issue?.message).toMatch(/must have a character that can be seen|must not be empty/)
  })

  it.each([
    ...[
      'a',
      '0',
      '.',
      '-',
      '…',
      '李',
      '👍',
      '👩‍👩‍👧',
      '❤️',
      '\u200ba',
      'می‌خواهم',
      'ก',
      'ı',
      '́a',
      '\u3164x',
    ],
  ])('with one character that can be seen is taken as it is: %j', (text) => {
    expect(schema.parse(text)).toBe(text.normalize('NFC'))
  })
})
