// Names of time zones in other programs.
import { findIana } from 'windows-iana'
import { isTimeZone } from '../../domain/time-zone.ts'

/**
 * Returns the IANA zone of `Europe/Berlin`, of Windows' `W. Europe Standard Time`, and of a path that ends in one, as
 * `/freeassociation.sourceforge.net/Europe/Berlin`. Undefined for anything else: offsets have no daylight saving.
 */
export function zoneNamed(name: string): string | undefined {
  const text = name.trim()
  if (isTimeZone(text)) return text
  if (text.length > 200) return
  const parts = text.split('/')
  // No zone has more than three parts.
  for (let from = Math.max(1, parts.length - 3); from < parts.length; from += 1) {
    const end = parts.slice(from).join('/')
    if (parts.length - from > 1 && isTimeZone(end)) return end
  }
  const [windows] = findIana(text)
  return windows !== undefined && isTimeZone(windows) ? windows : undefined
}
