// Conditional requests (RFC 9110, section 13): a resource's entity tag is its version.
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { Problem } from './problem.ts'
import { invalidField } from './validation.ts'

/** The entity tag of a version. */
export const etag = (version: number) => `"${version}"`

/**
 * Returns the versions that a write may find: `undefined` for any (no condition, or `If-Match: *`), and an empty list
 * if nothing may exist (`If-None-Match: *`). Tags that cannot be a version of ours are left out, so they match nothing.
 * @throws Problem `validation_failed` for anything but a list of entity tags
 */
export function ifMatch(c: Context): number[] | undefined {
  if (onlyIfNew(c)) return []
  return tagsOf(c)?.flatMap((tag) => {
    const digits = /^"([1-9]\d{0,8})"$/.exec(tag)?.[1]
    return digits ? [Number(digits)] : []
  })
}

/**
 * Returns the entity tags of `If-Match`; `undefined` if any will do. A weak tag counts as the strong one, against RFC
 * 9110, section 13.1.1: Cloudflare weakens the tags of responses that it compresses, and the version is the same in
 * every encoding.
 */
function tagsOf(c: Context): string[] | undefined {
  const header = c.req.header('If-Match')?.trim()
  if (header === undefined || header === '*') return undefined
  const tags = header.split(',').map((tag) => tag.trim())
  if (!tags.every((tag) => /^(W\/)?"[^"]*"$/.test(tag))) throw malformed()
  return tags.map(strong)
}

const strong = (tag: string) => tag.replace(/^W\//, '')

/** Unquoted versions get 422 and not 412: shells remove quotation marks. */
const malformed = () =>
  invalidField('/if-match', 'must be * or quoted versions, as "3"', { in: 'header' })

/** True if the request may change a resource but not create one. */
export const onlyIfThere = (c: Context) => c.req.header('If-Match') !== undefined

/**
 * For a read, returns true if the client already has this version (or tag). `If-None-Match` compares weakly.
 * @throws Problem `version_mismatch`, with the resource, if `If-Match` asks for another version
 */
export function isFresh(c: Context, version: number | string, current: unknown = null): boolean {
  const own = typeof version === 'number' ? etag(version) : version
  const wanted = tagsOf(c)
  if (wanted && !wanted.includes(own)) throw versionMismatch(current)
  const header = c.req.header('If-None-Match')
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => strong(tag.trim()))
  return tags.includes('*') || tags.includes(own)
}

/**
 * True if the request may create but not replace: `If-None-Match: *`.
 * @throws Problem `validation_failed` for entity tags, which make no sense in a write
 */
export function onlyIfNew(c: Context): boolean {
  const header = c.req.header('If-None-Match')?.trim()
  if (header === undefined || (header === '*' && !onlyIfThere(c))) return header !== undefined
  throw invalidField('/if-none-match', 'must be *, and not together with If-Match', {
    in: 'header',
  })
}

/** 412 with the current resource. */
export const versionMismatch = (current: unknown) => new Problem('version_mismatch', { current })

/**
 * Refuses conditions that an operation does not describe. If they were ignored, a write would happen that the client
 * wanted to prevent. Operations on a single resource with a version describe them.
 * @throws Problem `validation_failed`
 */
export const noConditions = (described: readonly string[]) => {
  const names = ['if-match', 'if-none-match'].filter((name) => !described.includes(name))
  return createMiddleware(async function refuseConditions(c, next) {
    const sent = names.filter((name) => c.req.header(name) !== undefined)
    if (sent.length > 0) {
      const detail = 'is of no use here: what this operation answers has no version'
      const errors = sent.map((name) => ({
        pointer: `/${name}`,
        in: 'header' as const,
        code: 'unknown_field',
        detail,
      }))
      throw new Problem('validation_failed', { errors })
    }
    await next()
  })
}
