// Converts Microsoft To Do's recurrence to RFC 5545.
import { Day } from '../../domain/fields.ts'
import type { MicrosoftPattern, MicrosoftTask } from './microsoft-shapes.ts'

const nth: Record<string, string> = { first: '1', second: '2', third: '3', fourth: '4', last: '-1' }

/** Undefined if it uses words that Duly does not know. */
export function microsoftRule({ pattern, range }: NonNullable<MicrosoftTask['recurrence']>) {
  const by = partsOf(pattern)
  if (!by) return
  const every = pattern.interval > 1 ? [`INTERVAL=${pattern.interval}`] : []
  const end = Day.safeParse(range?.endDate).data
  const hasEnd = range?.type === 'endDate' && end && !end.startsWith('0001')
  const count = range?.type === 'numbered' ? range.numberOfOccurrences : undefined
  const [frequency = '', ...rest] = by
  return [
    ...[frequency, ...every, ...rest],
    ...(hasEnd ? [`UNTIL=${end.replaceAll('-', '')}`] : []),
    ...(count ? [`COUNT=${count}`] : []),
  ].join(';')
}

function partsOf(pattern: MicrosoftPattern): string[] | undefined {
  const { dayOfMonth, month, interval } = pattern
  const days = (pattern.daysOfWeek ?? []).map((day) => day.slice(0, 2).toUpperCase())
  const weekday = days.length === 1 ? `${nth[pattern.index ?? ''] ?? ''}${days[0]}` : ''
  switch (pattern.type) {
    case 'daily':
      return ['FREQ=DAILY']
    case 'weekly': {
      const start = pattern.firstDayOfWeek?.slice(0, 2).toUpperCase()
      const week = interval > 1 && days.length > 0 && start ? [`WKST=${start}`] : []
      return ['FREQ=WEEKLY', ...(days.length > 0 ? [`BYDAY=${days.join(',')}`] : []), ...week]
    }
    case 'absoluteMonthly':
      return ['FREQ=MONTHLY', ...(dayOfMonth > 0 ? [`BYMONTHDAY=${dayOfMonth}`] : [])]
    case 'relativeMonthly':
      return /\d/.test(weekday) ? ['FREQ=MONTHLY', `BYDAY=${weekday}`] : undefined
    case 'absoluteYearly':
      return month > 0 && dayOfMonth > 0
        ? ['FREQ=YEARLY', `BYMONTH=${month}`, `BYMONTHDAY=${dayOfMonth}`]
        : ['FREQ=YEARLY']
    case 'relativeYearly':
      return /\d/.test(weekday)
        ? ['FREQ=YEARLY', `BYMONTH=${month}`, `BYDAY=${weekday}`]
        : undefined
    default:
      return undefined
  }
}
