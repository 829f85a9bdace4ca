/** How the person's locale writes days in figures. Undefined: the locale of this device. */
export function dateOrder(locale?: string): 'mdy' | 'dmy' {
  const parts = new Intl.DateTimeFormat(locale).formatToParts()
  return parts.find(({ type }) => /^(?:day|month)$/.test(type))?.type === 'day' ? 'dmy' : 'mdy'
}
