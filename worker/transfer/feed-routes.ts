// The calendar of open tasks with a due date, for programs that cannot send headers: the token is part of the address.
import { createRoute } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { etag, isFresh } from '../conditional.ts'
import type { GuardedEnv } from '../guard.ts'
import { Problem } from '../problem.ts'
import { conditionalRead, noQuery, router } from '../router.ts'
import { icsWriter } from './ics-writer.ts'
import { fileAnswers, icsExample, textSchema } from './schema-http.ts'
import { findCalendar, findTasks } from './store.ts'
import { streamed } from './stream.ts'

export function feed(guard: MiddlewareHandler<GuardedEnv>) {
  const read = createRoute({
    method: 'get',
    path: '/{token}.ics',
    tags: ['Transfer'],
    summary: 'Open tasks with a day, as a calendar to subscribe to',
    description:
      'Read-only, as events (VEVENT), which calendars show. The address, `feed_url` of a token with `feed:read`, is a ' +
      'secret: whoever has it reads. Without the token there is no calendar: an address that is unknown, revoked or ' +
      'expired is 404.',
    security: [],
    middleware: [noQuery, guard] as const,
    request: { headers: conditionalRead },
    parameters: [
      {
        name: 'token',
        in: 'path' as const,
        required: true,
        schema: { type: 'string' as const, examples: ['duly_feed_…'] },
      },
    ],
    responses: fileAnswers(
      { 'text/calendar': { schema: textSchema, example: icsExample } },
      [404, 422, 429],
      { 304: { description: 'The client has it already' } },
    ),
  })
  return router().openapi(read, async (c) => {
    const { state, page } = await findCalendar(c.var.db.batch(0), (state) =>
      isFresh(c, tagged(state)),
    ).catch(asUnknown)
    c.header('ETag', etag(tagged(state)))
    if (!page) return c.body(null, 304)
    const writer = icsWriter({ kind: 'feed', name: 'Duly', now: new Date() })
    return await streamed(c, {
      type: 'text/calendar; charset=utf-8',
      writer,
      first: page,
      find: (db, after) => findTasks(db, { after, dated: true }),
    })
  })
}

/**
 * The state of the data and of its format: the number goes up if the same tasks produce a different calendar than
 * before.
 */
const tagged = (state: number) => state * 100 + form
const form = 2

function asUnknown(error: unknown): never {
  const isRefused = error instanceof Problem && (error.status === 401 || error.status === 403)
  throw isRefused ? new Problem('not_found', {}, { cause: error }) : error
}
