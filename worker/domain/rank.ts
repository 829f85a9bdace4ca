// Ranks as the server makes them. migrations/functions/rank.sql explains them; worker/db/rank-port.pg.test.ts compares
// both.

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** 0 to 61; -1 for the empty text. */
const digitValue = (digit: string) => (digit === '' ? -1 : digits.indexOf(digit))

/** The number of digits in the integer after a head. */
const sizeOf = (head: string) => Math.max(digitValue(head) - 35, 36 - digitValue(head))

/**
 * Returns a rank between two neighbours; null stands for the start and the end of the list. Ranks are compared with
 * `<`.
 *
 * @throws RangeError if a rank is malformed or they are not in order
 */
export function rankBetween(before: string | null, after: string | null): string {
  const above = after === null ? null : integerOf(after)
  let below = before === null ? null : integerOf(before)
  if (before !== null && after !== null && before >= after) {
    throw new RangeError('ranks are not in order')
  }
  if (below === null) {
    const first = above === null ? 'a1' : neighbour(above, -1)
    if (first !== null) return first
    below = `A${'0'.repeat(26)}`
  }
  const next = neighbour(below, 1)
  if (next !== null && (after === null || next < after)) return next
  const fraction = after !== null && below === above ? after.slice(below.length) : null
  return below + fractionBetween((before ?? '').slice(below.length), fraction)
}

/** The head and the integer. */
function integerOf(rank: string): string {
  const size = 1 + sizeOf(rank.slice(0, 1))
  if (!/^[A-Za-z][0-9A-Za-z]*[1-9A-Za-z]$/.test(rank) || rank.length < size) {
    throw new RangeError('malformed rank')
  }
  return rank.slice(0, size)
}

/** The nearest integer above or below that does not end in `0`; null beyond the outermost. */
function neighbour(integer: string, step: 1 | -1): string | null {
  const [fill, end] = step === 1 ? ['0', '1'] : ['z', 'z']
  const kept = integer.slice(0, -1)
  const last = digitValue(integer.slice(-1)) + step
  if (last >= 1 && last <= 61) return kept + digits.charAt(last)
  const carried = kept.replace(step === 1 ? /z+$/ : /0+$/, '')
  if (carried.length > 1) return stepped(carried, step).padEnd(kept.length, fill) + end
  const head = integer.charAt(0)
  if (head === (step === 1 ? 'z' : 'A')) return null
  const nextHead = stepped(head, step)
  return nextHead.padEnd(sizeOf(nextHead), fill) + end
}

const stepped = (text: string, step: 1 | -1) =>
  text.slice(0, -1) + digits.charAt(digitValue(text.slice(-1)) + step)

/** A fraction between two, near the middle; `before` may be empty (0), `after` null (1). */
function fractionBetween(before: string, after: string | null): string {
  let fraction = ''
  let limit = after
  for (let place = 0; ; place += 1) {
    const low = Math.max(digitValue(before.charAt(place)), 0)
    const high = limit === null ? 62 : digitValue(limit.charAt(place))
    if (high - low > 1) return fraction + digits.charAt((low + high) >> 1)
    if (high > low) {
      if (limit !== null && limit.length > place + 1) return fraction + digits.charAt(high)
      // Anything that starts with the lower digit is below the limit.
      limit = null
    }
    fraction += digits.charAt(low)
  }
}
