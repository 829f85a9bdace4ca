// Conditional requests (RFC 9110, section 13): a resource's entity tag is its version.
import type { Context } from 'hono'
import { Problem } from './problem.ts'
import { invalidField } from './validation.ts'

/** The entity tag of a version. */
export const etag = (version: number) => `"${version}"`

/**
 * The versions that `If-Match` allows; `undefined` where any will do (absent, or `*`). A tag that no version of ours
 * can have is left out, so that it matches nothing. A weak tag counts as the strong one, against RFC 9110, section
 * 13.1.1: Cloudflare weakens tags of answers that it compresses, and the version is the same in every encoding.
 * @throws Problem `validation_failed` for what is no list of entity tags
 */
export function ifMatch(c: Context): number[] | undefined {
  const header = c.req.header('If-Match')?.trim()
  if (header === undefined || header === '*') return undefined
  const tags = header.split(',').map((tag) => tag.trim())
  if (!tags.every((tag) => /^(W\/)?"[^"]*"$/.test(tag))) throw malformed()
  return tags.flatMap((tag) => {
    const digits = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(tag)?.[1]
    return digits ? [Number(digits)] : []
  })
}

/** Lost quotation marks are no conflict: shells eat them. */
const malformed = () => invalidField('/if-match', 'must be * or quoted versions, as "3"')

/** True if the request may change what there is, but create nothing. */
export const onlyIfThere = (c: Context) => c.req.header('If-Match') !== undefined

/** True if the client has this version already. `If-None-Match` compares weakly. */
export function isFresh(c: Context, version: number): boolean {
  const header = c.req.header('If-None-Match')
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag(version))
}

/**
 * True if the request may create but not replace: `If-None-Match: *`.
 * @throws Problem `validation_failed` for entity tags, which make no sense in a write
 */
export function onlyIfNew(c: Context): boolean {
  const header = c.req.header('If-None-Match')?.trim()
  if (header === undefined || (header === '*' && !onlyIfThere(c))) return header !== undefined
  throw invalidField('/if-none-match', 'must be *, and not together with If-Match')
}

/** 412 with the resource as it is. */
export const versionMismatch = (current: unknown) => new Problem('version_mismatch', { current })
