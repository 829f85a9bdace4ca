// Imports and exports through the API.

import type { TransferList, TransferTask } from '../transfer/schema.ts'
import type { ImportReport } from '../transfer/schema-http.ts'
import { type CallOptions, call } from './call.ts'
import type { Person } from './people.ts'

type Bearer = Pick<Person, 'token'>

export async function sendFile(
  { token }: Bearer,
  file: unknown,
  query = '',
  headers: CallOptions['headers'] = {},
): Promise<Response> {
  const type = typeof file === 'string' ? 'text/csv' : 'application/json'
  const options = { token, body: file, headers: { 'Content-Type': type, ...headers } }
  return await call(`/api/v1/import${query}`, options)
}

export async function imported(
  person: Bearer,
  file: unknown,
  query = '',
  headers: CallOptions['headers'] = {},
): Promise<ImportReport> {
  const answer = await sendFile(person, file, query, headers)
  if (answer.status !== 200) throw new Error(`import: ${answer.status} ${await answer.text()}`)
  return await answer.json()
}

/** The outcome of each row, with its errors and warnings. */
export const outcomes = ({ rows }: ImportReport) =>
  rows.map(({ outcome, errors = [], warnings = [] }) => [
    outcome,
    ...[...errors, ...warnings].map(({ code }) => code),
  ])

export interface Exported {
  version: number
  lists: TransferList[]
  tasks: TransferTask[]
}

export async function exported({ token }: Bearer): Promise<Exported> {
  return await (await call('/api/v1/export', { token })).json()
}

export async function exportedText({ token }: Bearer, format: 'csv' | 'ics'): Promise<string> {
  const answer = await call(`/api/v1/export?format=${format}`, { token })
  // `text()` would remove the byte order mark.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return decoder.decode(await answer.arrayBuffer())
}

export const file = (tasks: object[], lists: object[] = []) => ({ version: 1, lists, tasks })

/** Creates a personal access token. */
export async function tokenWith({ token }: Bearer, scopes: string[]) {
  const body = { name: 'Script', scopes }
  const made = await call('/api/v1/tokens', { token, body })
  return await made.json<{ id: string; token: string; feed_url?: string }>()
}
