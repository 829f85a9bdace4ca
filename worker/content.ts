// Content negotiation (RFC 9110, section 12), and content encodings of bodies.
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import { Problem } from './problem.ts'
import { invalid } from './validation.ts'

/**
 * Refuses a request that accepts none of `types`. A request that accepts problem documents, and does not exclude
 * `types`, passes; a type with `q=0` is never sent.
 * @throws Problem `not_acceptable`
 */
export const acceptable = (types: readonly string[]) =>
  createMiddleware(async function negotiate(c, next) {
    const accept = c.req.header('Accept')?.trim()
    const answers = accept ? types.map((type) => isAccepted(type, accept)) : [true]
    const takesProblems = answers.includes(undefined) && isAccepted(problemType, accept ?? '')
    if (!answers.includes(true) && !takesProblems) {
      throw new Problem('not_acceptable', { detail: `offered: ${types.join(', ')}` })
    }
    await next()
  })

const problemType = 'application/problem+json'

/** Lets the most specific matching range decide (RFC 9110, section 12.5.1); undefined if none matches. */
function isAccepted(type: string, accept: string): boolean | undefined {
  const ranges = accept.split(',').map((item) => {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    return { range, refused: weight !== undefined && Number(weight) === 0 }
  })
  const [main] = type.split('/')
  const deciding = [type, `${main}/*`, '*/*']
    .map((wanted) => ranges.find(({ range }) => range === wanted))
    .find((found) => found !== undefined)
  return deciding && !deciding.refused
}

/** Refuses encoded bodies: nothing here decompresses (RFC 9110, section 15.5.16). */
export const identityOnly = createMiddleware(async function refuseEncoded(c, next) {
  const encoding = c.req.header('Content-Encoding')?.trim().toLowerCase()
  if (encoding && encoding !== 'identity') {
    const detail = 'the body must not be compressed'
    throw new Problem(
      'unsupported_media_type',
      { detail },
      { headers: { 'Accept-Encoding': 'identity' } },
    )
  }
  await next()
})

/** Refuses a body for operations that take none, because its contents must not be ignored. An empty object passes. */
export const noBody = createMiddleware(async function refuseBody(c, next) {
  const text = await c.req.text()
  if (text.trim() !== '') {
    const body = z.strictObject({}).safeParse(parsed(text))
    if (!body.success) throw invalid(body.error)
  }
  await next()
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Problem('malformed_json', {}, { cause })
  }
}
