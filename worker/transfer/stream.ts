// Streams pages of the database as one body without keeping any: the next is fetched when the client has taken the
// last.
import type { Context } from 'hono'
import type { UserDatabase } from '../db/request-transaction.ts'
import type { GuardedEnv } from '../guard.ts'
import { logged } from '../problem.ts'
import type { ExportPage, Place } from './store.ts'
import type { Writer } from './writer.ts'

type Find = (db: UserDatabase, after: Place | undefined) => Promise<ExportPage>

/**
 * Fetches the first page before the response starts, so that refusals get a status. If a later one fails, the transfer
 * breaks off, and the client notices that it is incomplete.
 */
export async function streamed(
  c: Context<GuardedEnv>,
  { type, writer, find, first }: { type: string; writer: Writer; find: Find; first?: ExportPage },
) {
  const { db } = c.var
  const begin = first ?? (await find(db.batch(0), undefined))
  let number = 0
  const next = (after: Place) => {
    number += 1
    return find(db.batch(number), after)
  }
  const body = bodyOf(writer, begin, next, (error) => logged(error, c))
  return c.body(body, 200, { 'Content-Type': type })
}

function bodyOf(
  writer: Writer,
  first: ExportPage,
  next: (after: Place) => Promise<ExportPage>,
  failed: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let after: Place | undefined
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          let text = ''
          // A page may produce no text in this format, and the stream would wait for it for ever.
          do {
            const page: ExportPage = after ? await next(after) : first
            if (!after) text += writer.head()
            if (page.lists.length > 0) text += writer.lists(page.lists)
            if (page.tasks.length > 0) text += writer.tasks(page.tasks)
            after = page.next
          } while (after && text === '')
          if (!after) text += writer.tail()
          controller.enqueue(encoder.encode(text))
          if (!after) controller.close()
        } catch (error) {
          failed(error)
          controller.error(error)
        }
      },
    },
    { highWaterMark: 0 },
  )
}
