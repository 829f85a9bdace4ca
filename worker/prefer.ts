// `Prefer: return=minimal` (RFC 7240): a response with the versions that were written, but not the resources.
import type { Context } from 'hono'
import * as z from 'zod'

/** For the contract of operations that support it. */
export const preferring = {
  prefer: z.string().optional().meta({
    description:
      '`return=minimal`: the answer has the id, version and seq of what was written, and not the whole.',
    example: 'return=minimal',
  }),
}

/** Ignores unknown preferences, and uses the first of duplicates (RFC 7240, section 2). */
export function prefersMinimal(c: Context): boolean {
  const header = c.req.header('Prefer') ?? ''
  const found = /(?:^|,)\s*return\s*=\s*"?([a-z]+)"?\s*(?:[;,]|$)/i.exec(header)
  return found?.[1]?.toLowerCase() === 'minimal'
}

/** States that the response depends on the preference, and whether it was applied. */
export function tellPreference(c: Context, isMinimal: boolean): void {
  c.header('Vary', 'Prefer', { append: true })
  if (isMinimal) c.header('Preference-Applied', 'return=minimal')
}
