// Personal access tokens for tests, created as by their owners.
import { call } from './call.ts'
import { handedOut } from './handed-out.ts'
import type { Person } from './people.ts'

/** Every scope except that of a calendar feed, which cannot be combined. */
export const everyScope = [
  'tasks:read',
  'tasks:write',
  'tasks:delete',
  'lists:read',
  'lists:write',
  'lists:delete',
] as const

export interface Made {
  id: string
  token: string
  hint: string
  expires_at: string
}

export async function makeToken(
  { token }: Person,
  scopes: readonly string[] = everyScope,
  fields: { name?: string; expires_in_days?: number } = {},
): Promise<Made> {
  const body = { name: 'Script', scopes, ...fields }
  const answer = await call('/api/v1/tokens', { token, body })
  if (!answer.ok) throw new Error(`tokens: ${answer.status} ${await answer.text()}`)
  const made = await answer.json<Made>()
  handedOut.add(made.token)
  return made
}
