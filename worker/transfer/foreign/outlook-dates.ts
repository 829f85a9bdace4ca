// Dates in Outlook's tables, written in the format of the user's Windows.
import { Day } from '../../domain/fields.ts'

export type DateOrder = 'day first' | 'month first'

/** Undefined if no date in the file decides it, or two contradict each other. */
export function dateOrderOf(texts: readonly string[]): DateOrder | undefined {
  const orders = new Set<DateOrder>()
  for (const text of texts) {
    const [, first = '', mark = '', second = ''] = form.exec(text.trim()) ?? []
    if (Number(first) > 12 || mark === '.') orders.add('day first')
    else if (Number(second) > 12) orders.add('month first')
  }
  const [order] = orders
  return orders.size === 1 ? order : undefined
}

const form = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\s.*)?$/

/** Returns an unambiguous day. */
export function dayIn(text: string, order: DateOrder | undefined): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[\sT].*)?$/.exec(text)
  if (iso) return written(iso[1], iso[2], iso[3])
  const [, first, , second, year = ''] = form.exec(text) ?? []
  const isClear = first !== undefined && Number(first) === Number(second)
  if (!order && !isClear) return
  const full = year.length === 2 ? `20${year}` : year
  return order === 'day first' ? written(full, second, first) : written(full, first, second)
}

const written = (year = '', month = '', day = '') =>
  Day.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`).data
