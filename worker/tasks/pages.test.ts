import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { sql } from '../testing/neon.ts'
import { type Person, signUp } from '../testing/people.ts'
import type { TaskList } from './schema.ts'

/** Tasks with identical instants, as when many are created at once. */
const fill = async ({ id }: Person, count: number) => {
  await sql`insert into tasks (user_id, id, title)
    select ${id}, gen_random_uuid(), 'Task ' || n from generate_series(1, ${count}) n`
}

const page = async ({ token }: Person, query: string) => {
  const answer = await call(`/api/v1/tasks?${query}`, { token })
  expect(answer.status).toBe(200)
  return { ...(await answer.json<TaskList>()), link: answer.headers.get('Link') }
}

const allPages = async (person: Person, query: string) => {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, next_cursor } = await page(person, `${query}${cursor && `&cursor=${cursor}`}`)
    ids.push(...items.map(({ id }) => id))
    cursor = next_cursor
  }
  return ids
}

describe('pages', () => {
  it('return every task once, in every view, even if instants are the same', async () => {
    const ada = await signUp()
    await fill(ada, 25)
    await sql`update tasks set completed_at = now() where user_id = ${ada.id} and title ~ '[12]$'`
    await sql`update tasks set deleted_at = now() where user_id = ${ada.id} and title ~ '[3]$'`
    const counts: Record<string, number> = { all: 22, inbox: 16, completed: 6, trash: 3 }
    for (const [view, count] of Object.entries(counts)) {
      const ids = await allPages(ada, `view=${view}&limit=4`)
      expect([view, ids.length, new Set(ids).size]).toEqual([view, count, count])
    }
  })

  it('are stable while others write', async () => {
    const ada = await signUp()
    await fill(ada, 10)
    const first = await page(ada, 'limit=5')
    await call('/api/v1/tasks', { token: ada.token, body: { title: 'Newer' } })
    const second = await page(ada, `limit=5&cursor=${first.next_cursor}`)
    const ids = [...first.items, ...second.items].map(({ id }) => id)
    expect(new Set(ids).size).toBe(10)
    expect(second.next_cursor).toBeNull()
  })

  it('link to the next one', async () => {
    const ada = await signUp()
    await fill(ada, 3)
    const { link, next_cursor } = await page(ada, 'limit=2')
    expect(link).toBe(`</api/v1/tasks?limit=2&cursor=${next_cursor}>; rel="next"`)
    expect((await page(ada, `limit=2&cursor=${next_cursor}`)).link).toBeNull()
  })

  it('refuse a cursor that was changed, or is from another view or user', async () => {
    const ada = await signUp()
    const bob = await signUp('Bob')
    await fill(ada, 3)
    const { next_cursor: cursor } = await page(ada, 'limit=2')
    const refused = [
      [ada, `cursor=${cursor}x`],
      [ada, `cursor=x${cursor}`],
      [ada, 'cursor=.'],
      [ada, `view=inbox&cursor=${cursor}`],
      [bob, `cursor=${cursor}`],
    ] as const
    for (const [person, query] of refused) {
      const answer = await call(`/api/v1/tasks?${query}`, { token: person.token })
      expect(answer.status).toBe(422)
      expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/cursor' }] })
    }
  })
})
