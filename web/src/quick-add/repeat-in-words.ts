// A repeat as people say it. Rules are as the parser writes them: FREQ;INTERVAL;BYDAY;BYMONTHDAY;COUNT;UNTIL.
const units: Record<string, string> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
}
const weekdays: Record<string, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Every 2 weeks on Monday and Friday, until 24 Dec 2026`. */
export function repeatInWords(rule: string, from: 'due' | 'completed'): string {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]))
  const unit = units[parts.get('FREQ') ?? ''] ?? 'time'
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const days = parts.get('BYDAY')
  const every = interval === 1 ? `Every ${unit}` : `Every ${interval} ${unit}s`
  const words =
    unit === 'week' && days && interval === 1
      ? `Every ${days === 'MO,TU,WE,TH,FR' ? 'weekday' : listed(days)}`
      : every + on(days, parts.get('BYMONTHDAY'))
  return words + end(parts) + (from === 'completed' ? ', from when it is completed' : '')
}

function on(days: string | undefined, date: string | undefined): string {
  if (date) return ` on the ${date === '-1' ? 'last day' : ordinal(Number(date))}`
  if (!days) return ''
  const [, nth, day] = /^(-?\d)?(..)$/.exec(days) ?? []
  if (!nth || !day) return ` on ${listed(days)}`
  return ` on the ${nth === '-1' ? 'last' : ordinal(Number(nth))} ${weekdays[day]}`
}

function end(parts: Map<string, string>): string {
  const count = parts.get('COUNT')
  if (count) return count === '1' ? ', once' : `, ${count} times`
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(parts.get('UNTIL') ?? '') ?? []
  return year ? `, until ${Number(day)} ${months[Number(month) - 1]} ${Number(year)}` : ''
}

function listed(days: string): string {
  const words = days.split(',').map((day) => weekdays[day] ?? day)
  const last = words.pop() ?? ''
  return words.length > 0 ? `${words.join(', ')} and ${last}` : last
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13
  return `${number}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`
}
