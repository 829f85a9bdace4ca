// A user at a terminal, for tests against the running API: the steps of the README, by fetch.
import { randomBytes, randomUUID } from 'node:crypto'

export interface Person {
  id: string
  email: string
  password: string
  session: string
  token: string
}

export async function signUp(api: string): Promise<Person> {
  const email = `${randomUUID()}@example.com`
  const password = `correct horse ${randomUUID()}`
  // Its own client address keeps one test from using up another's limit.
  const address = { 'CF-Connecting-IP': someAddress() }
  const answer = await fetch(`${api}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...address },
    body: JSON.stringify({ name: 'Ada', email, password }),
  })
  if (!answer.ok) throw new Error(`sign-up: ${answer.status} ${await answer.text()}`)
  const { user } = await answer.json()
  const session = answer.headers.get('set-auth-token') ?? ''
  const told = await fetch(`${api}/api/auth/token`, {
    headers: { Authorization: `Bearer ${session}`, ...address },
  })
  if (!told.ok) throw new Error(`token: ${told.status} ${await told.text()}`)
  return { id: user.id, email, password, session, token: (await told.json()).token }
}

const someAddress = () => `10.${[...randomBytes(3)].join('.')}`
