// Many writers and one reader at once. On the embedded Postgres they queue; DATABASE_URL makes them really concurrent.
import { v7 as uuidv7 } from 'uuid'
import { expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { Copy, stateOf } from '../testing/copy.ts'
import { type Person, signUp } from '../testing/people.ts'
import { makeToken } from '../testing/personal-tokens.ts'

const writers = 20
/** Few enough to stay below the rate limit. */
const rounds = 3

/** One writer makes every kind of change, on its own rows and on some that others change too. */
async function write({ token }: Person, writer: number, shared: readonly string[]): Promise<void> {
  const send = async (method: string, path: string, body?: object) => {
    const answer = await call(`/api/v1${path}`, { token, method, ...(body && { body }) })
    // A later writer may no longer find the row.
    expect([200, 201, 204, 404, 422]).toContain(answer.status)
  }
  const list = uuidv7()
  await send('POST', '/lists', { id: list, name: `List ${writer}` })
  for (let round = 0; round < rounds; round += 1) {
    const [one, two, three] = [uuidv7(), uuidv7(), uuidv7()]
    const other = shared[(writer + round) % shared.length]
    await send('POST', '/tasks', { id: one, title: `Task ${writer}.${round}`, list_id: list })
    await send('POST', '/tasks', { id: two, title: 'Below', parent_id: one })
    await send('PATCH', `/tasks/${other}`, { title: `By ${writer}.${round}` })
    await send('POST', `/tasks/${other}/move`, { after_id: null })
    await send('POST', '/tasks/batch', {
      operations: [
        { op: 'create', body: { id: three, title: 'Of a batch' } },
        { op: 'update', id: one, body: { priority: 3 } },
        { op: 'delete', id: three },
      ],
    })
    await send('POST', `/tasks/${one}/complete`)
    if (round === 0) await send('DELETE', `/tasks/${one}?permanent=true`)
    if (round === 2 && writer % 3 === 0) await send('DELETE', `/tasks/${other}?permanent=true`)
  }
  await send('DELETE', `/lists/${list}${writer % 2 === 0 ? '?tasks=delete' : ''}`)
}

it('a reader that asks all the time misses nothing, repeats nothing, and ends with an exact copy', async () => {
  const ada = await signUp()
  const shared = Array.from({ length: 10 }, () => uuidv7())
  for (const id of shared)
    await call('/api/v1/tasks', { token: ada.token, body: { id, title: 'Of all' } })
  const { token } = await makeToken(ada)
  const readers = [new Copy(token, 500), new Copy(token, 7)]
  let isWriting = true
  const reading = readers.map(async (copy) => {
    while (isWriting) {
      await copy.update()
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  })
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(ada, writer, shared)))
  isWriting = false
  await Promise.all(reading)

  const state = await stateOf(ada)
  for (const copy of readers) {
    await copy.update()
    expect(copy.state).toEqual(state)
    // No number came twice, and none after a greater one: a number that was skipped never appears later.
    const seqs = copy.pages.flatMap(({ changes }) => changes.map(({ seq }) => seq))
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other))
    for (const { changes } of copy.pages) {
      const ids = changes.map(({ type, id }) => `${type} ${id}`)
      expect(new Set(ids).size).toBe(ids.length)
    }
  }
  const busy = readers.map(({ pages }) => pages.filter(({ changes }) => changes.length > 0).length)
  expect(Math.min(...busy)).toBeGreaterThan(3)
}, 120_000)
