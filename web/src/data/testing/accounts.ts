// Who has an account, and what the server says they have.
import type { Person } from '../../../../tools/e2e/client.ts'
import type { List } from '../../../../worker/lists/schema.ts'
import type { Task } from '../../../../worker/tasks/schema.ts'

export interface TestSession {
  session: string
  token: string
}

const headers = () => ({
  'Content-Type': 'application/json',
  // Keeps one run's sign-ins from using up another's.
  'CF-Connecting-IP': `10.${[...crypto.getRandomValues(new Uint8Array(3))].join('.')}`,
})

export async function signIn(api: string, { email, password }: Person): Promise<TestSession> {
  const answer = await fetch(`${api}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  const session = answer.headers.get('set-auth-token') ?? ''
  const told = await fetch(`${api}/api/auth/token`, {
    headers: { ...headers(), Authorization: `Bearer ${session}` },
  })
  if (!told.ok) throw new Error(`token: ${told.status} ${await told.text()}`)
  return { session, token: (await told.json()).token }
}

export async function signOut(api: string, { session }: TestSession): Promise<void> {
  const answer = await fetch(`${api}/api/auth/sign-out`, {
    method: 'POST',
    headers: { ...headers(), Authorization: `Bearer ${session}` },
    body: '{}',
  })
  if (!answer.ok) throw new Error(`sign-out: ${answer.status} ${await answer.text()}`)
}

/** All that the server has, as a copy that begins anew is told. */
export async function told(api: string, { token }: TestSession) {
  const found = { tasks: new Map<string, Task>(), lists: new Map<string, List>() }
  for (let since = 0; ; ) {
    const answer = await fetch(`${api}/api/v1/changes?since=${since}&limit=500`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    if (!answer.ok) throw new Error(`changes: ${answer.status} ${await answer.text()}`)
    const { changes, next, has_more } = await answer.json()
    for (const { type, id, resource } of changes)
      if (resource) (type === 'task' ? found.tasks : found.lists).set(id, resource)
    if (!has_more) return found
    since = next
  }
}

/** Everything in this browser's databases of tasks, by their names. */
export async function stored(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await asked(indexedDB.open(name))
    const shelves = [...db.objectStoreNames]
    const all = shelves.map((shelf) => asked(db.transaction(shelf).objectStore(shelf).getAll()))
    found.set(name, JSON.stringify(await Promise.all(all)))
    db.close()
  }
  return found
}

const asked = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
