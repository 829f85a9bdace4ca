/** The order of dates in figures in the user's locale. Undefined means this device's locale. */
export function dateOrder(locale?: string): 'mdy' | 'dmy' {
  const parts = new Intl.DateTimeFormat(locale).formatToParts()
  return parts.find(({ type }) => /^(?:day|month)$/.test(type))?.type === 'day' ? 'dmy' : 'mdy'
}
