// Users for tests. Each test makes its own, so that none depends on another.
import { v7 as uuidv7 } from 'uuid'
import { call } from './call.ts'
import { handedOut } from './handed-out.ts'

export interface Person {
  id: string
  name: string
  email: string
  password: string
  /** Signed session token, for /api/auth. */
  session: string
  /** Access token, for /api/v1. */
  token: string
}

export async function signUp(name = 'Ada'): Promise<Person> {
  const email = `${uuidv7()}@example.com`
  const password = `correct horse ${uuidv7()}`
  const answer = await call('/api/auth/sign-up/email', { body: { name, email, password } })
  if (!answer.ok) throw new Error(`sign-up: ${answer.status} ${await answer.text()}`)
  const { user } = await answer.json<{ user: { id: string } }>()
  const session = answer.headers.get('set-auth-token') ?? ''
  for (const secret of [email, password, session]) handedOut.add(secret)
  return { id: user.id, name, email, password, session, token: await accessToken(session) }
}

/** Signs the same person in on another device. */
export async function signInAgain(person: Person): Promise<Person> {
  const { email, password } = person
  const answer = await call('/api/auth/sign-in/email', { body: { email, password } })
  const session = answer.headers.get('set-auth-token') ?? ''
  return { ...person, session, token: await accessToken(session) }
}

export async function accessToken(session: string): Promise<string> {
  const answer = await call('/api/auth/token', { token: session })
  if (!answer.ok) throw new Error(`token: ${answer.status} ${await answer.text()}`)
  const { token } = await answer.json<{ token: string }>()
  handedOut.add(token)
  return token
}
