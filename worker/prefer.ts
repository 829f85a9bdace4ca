// `Prefer: return=minimal` (RFC 7240): an answer with the versions that were written, and without what they hold.
import type { Context } from 'hono'
import * as z from 'zod'

/** For the contract of an operation that heeds it. */
export const preferring = {
  prefer: z.string().optional().meta({
    description:
      '`return=minimal`: the answer has the id, version and seq of what was written, and not the whole.',
    example: 'return=minimal',
  }),
}

/** Preferences that nobody knows are passed over, and of one that comes twice the first counts (RFC 7240, section 2). */
export function prefersMinimal(c: Context): boolean {
  const header = c.req.header('Prefer') ?? ''
  const found = /(?:^|,)\s*return\s*=\s*"?([a-z]+)"?\s*(?:[;,]|$)/i.exec(header)
  return found?.[1]?.toLowerCase() === 'minimal'
}

/** Says that the answer depends on the preference, and whether it was heeded. */
export function tellPreference(c: Context, isMinimal: boolean): void {
  c.header('Vary', 'Prefer', { append: true })
  if (isMinimal) c.header('Preference-Applied', 'return=minimal')
}
