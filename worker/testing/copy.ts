// A client that keeps a copy of a user's tasks and lists by reading changes, and the server's own state to compare
// with.
import type { Changes } from '../changes/schema.ts'
import { call } from './call.ts'
import { sql } from './neon.ts'

export class Copy {
  readonly rows = new Map<string, unknown>()
  /** All pages, as received. */
  readonly pages: Changes[] = []
  since = 0
  readonly token: string
  readonly limit: number

  constructor(token: string, limit = 500) {
    this.token = token
    this.limit = limit
  }

  /** Reads until there is nothing more. */
  async update(): Promise<void> {
    let page: Changes
    do {
      page = await changesAfter(this.token, this.since, this.limit)
      this.pages.push(page)
      for (const { type, id, deleted, resource } of page.changes) {
        if (deleted) this.rows.delete(`${type} ${id}`)
        else this.rows.set(`${type} ${id}`, resource)
      }
      this.since = page.next
    } while (page.has_more)
  }

  get state() {
    return Object.fromEntries([...this.rows].sort(([one], [other]) => (one < other ? -1 : 1)))
  }
}

export async function changesAfter(token: string, since: number, limit = 500): Promise<Changes> {
  const answer = await call(`/api/v1/changes?since=${since}&limit=${limit}`, { token })
  if (!answer.ok) throw new Error(`changes: ${answer.status} ${await answer.text()}`)
  return await answer.json<Changes>()
}

/** Returns what a copy should contain, read from the tables. */
export async function stateOf({ id }: { id: string }): Promise<Record<string, unknown>> {
  const rows = await sql`
    select 'task ' || t.id as key, app.resource(t) as resource from tasks t where t.user_id = ${id}
    union all select 'list ' || l.id, app.resource(l) from lists l where l.user_id = ${id}`
  const sorted = rows.toSorted((one, other) => (one.key < other.key ? -1 : 1))
  return Object.fromEntries(sorted.map(({ key, resource }) => [key, resource]))
}
