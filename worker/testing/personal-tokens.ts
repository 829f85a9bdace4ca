// Personal access tokens for tests, created as by their owners.
import { scopes } from '../domain/scopes.ts'
import { call } from './call.ts'
import { handedOut } from './handed-out.ts'
import type { Person } from './people.ts'

export interface Made {
  id: string
  token: string
  hint: string
  expires_at: string
}

export async function makeToken(
  { token }: Person,
  granted: readonly string[] = scopes,
  fields: { name?: string; expires_in_days?: number } = {},
): Promise<Made> {
  const body = { name: 'Script', scopes: granted, ...fields }
  const answer = await call('/api/v1/tokens', { token, body })
  if (!answer.ok) throw new Error(`tokens: ${answer.status} ${await answer.text()}`)
  const made = await answer.json<Made>()
  handedOut.add(made.token)
  return made
}
