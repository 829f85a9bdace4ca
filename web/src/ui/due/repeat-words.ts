import { type Weekday, weekdays } from '../../../../worker/domain/calendar-days.ts'
import { type Repeat, repeatOf } from './repeat.ts'

const longNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** By number; -1 is the last. */
export const ordinals: readonly (readonly [number, string])[] = [
  [1, 'first'],
  [2, 'second'],
  [3, 'third'],
  [4, 'fourth'],
  [5, 'fifth'],
  [-1, 'last'],
]
const workdays = 'MO,TU,WE,TH,FR'

export const weekdayName = (day: Weekday): string => longNames[weekdays.indexOf(day)] ?? day

/** `Every 2 weeks on Mon and Fri, 10 times`. */
export function repeatInWords(rule: string, from: 'due' | 'completed'): string {
  const repeat = repeatOf(rule)
  if (!repeat) return 'Repeats'
  const counted = from === 'completed' ? ' after completion' : ''
  return `${often(repeat)}${ending(repeat)}${counted}`
}

function often({ unit, every, weekdays: days, on }: Repeat): string {
  if (unit === 'week' && every === 1 && days.join() === workdays) return 'Every weekday'
  const times = every === 1 ? `Every ${unit}` : `Every ${every} ${unit}s`
  if (unit === 'week' && days.length > 0) {
    const names = days.map((day) => weekdayName(day).slice(0, 3))
    return `${times} on ${joined(names)}`
  }
  if (unit !== 'month' || on.kind === 'same') return times
  if (on.kind === 'day')
    return on.day === -1 ? `${times} on the last day` : `${times} on the ${numbered(on.day)}`
  const nth = ordinals.find(([number]) => number === on.nth)?.[1]
  return `${times} on the ${nth} ${weekdayName(on.weekday)}`
}

function ending({ end }: Repeat): string {
  if (!end) return ''
  if ('count' in end) return end.count === 1 ? ', once more' : `, ${end.count} times`
  const [year, month, day] = end.until.split('-').map(Number)
  return `, until ${day} ${months[(month ?? 1) - 1]} ${year}`
}

const joined = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** `1st`, `22nd`. */
export function numbered(day: number): string {
  const isTeen = day > 10 && day < 14
  return `${day}${(!isTeen && ['', 'st', 'nd', 'rd'][day % 10]) || 'th'}`
}
