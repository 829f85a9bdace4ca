// Stores the session token, encrypted with a key that no script can read out of the browser.
import { type DBSchema, openDB } from 'idb'
import type { User } from './claims.ts'

type Box = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }
type SealedToken = { id: string; since: number; key: CryptoKey; token: Box }
type SealedSession = SealedToken & { user: Box }

interface SessionDb extends DBSchema {
  /** At most one: the session of the signed-in user. */
  session: { key: 'current'; value: SealedSession }
  /** Sessions that ended here and that the server does not know about yet, without their users. */
  revocations: { key: string; value: SealedToken }
}

export type StoredSession = { id: string; token: string; user: User }

const week = 7 * 24 * 60 * 60 * 1_000

const open = () =>
  openDB<SessionDb>('duly-session', 1, {
    upgrade(db) {
      db.createObjectStore('session')
      db.createObjectStore('revocations', { keyPath: 'id' })
    },
  })

let opened: ReturnType<typeof open> | null = null

function openedDb() {
  opened ??= open().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

/** Stores this session in place of any other, and returns its id. */
export async function store(token: string, user: User): Promise<string> {
  const sealed = await seal(token, user)
  const db = await openedDb()
  const tx = db.transaction(['session', 'revocations'], 'readwrite')
  const other = await tx.objectStore('session').get('current')
  if (other) await tx.objectStore('revocations').put(withoutUser(other))
  await tx.objectStore('session').put(sealed, 'current')
  await tx.done
  return sealed.id
}

export async function kept(): Promise<StoredSession | null> {
  const sealed = await (await openedDb()).get('session', 'current')
  if (!sealed) return null
  const { id, key, token, user } = sealed
  // Decrypts what `store` encrypted; no other key can.
  return { id, token: await unseal(key, token), user: JSON.parse(await unseal(key, user)) as User }
}

/** Deletes the session with this id. One that another tab has stored since then stays. */
export async function forget(id: string): Promise<void> {
  const db = await openedDb()
  const tx = db.transaction('session', 'readwrite')
  if ((await tx.store.get('current'))?.id === id) await tx.store.delete('current')
  await tx.done
}

/** Stores the user's current name with the same token. */
export async function rename(id: string, user: User): Promise<void> {
  const db = await openedDb()
  const sealed = await db.get('session', 'current')
  if (sealed?.id !== id) return
  const box = await boxed(sealed.key, JSON.stringify(user))
  const tx = db.transaction('session', 'readwrite')
  // Awaits nothing but the store between reading and writing.
  if ((await tx.store.get('current'))?.id === id) {
    await tx.store.put({ ...sealed, user: box }, 'current')
  }
  await tx.done
}

/** Ends the session here; its token is set aside, still encrypted, until the server knows. */
export async function setAsideForRevocation(id: string): Promise<void> {
  const db = await openedDb()
  const tx = db.transaction(['session', 'revocations'], 'readwrite')
  const sealed = await tx.objectStore('session').get('current')
  if (sealed?.id === id) {
    await tx.objectStore('revocations').put(withoutUser(sealed))
    await tx.objectStore('session').delete('current')
  }
  await tx.done
}

/** Tokens still to be revoked. Sessions last a week at most, so older ones have ended anyway. */
export async function awaitingRevocation(): Promise<{ id: string; token: string }[]> {
  const db = await openedDb()
  const waiting: { id: string; token: string }[] = []
  for (const { id, since, key, token: box } of await db.getAll('revocations')) {
    const isDead = Date.now() - since > week
    const token = isDead ? null : await unseal(key, box).catch(() => null)
    if (token) waiting.push({ id, token })
    else await revoked(id)
  }
  return waiting
}

export async function revoked(id: string): Promise<void> {
  await (await openedDb()).delete('revocations', id)
}

const withoutUser = ({ id, key, token }: SealedSession): SealedToken => ({
  id,
  since: Date.now(),
  key,
  token,
})

async function seal(token: string, user: User): Promise<SealedSession> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  return {
    id: crypto.randomUUID(),
    since: Date.now(),
    key,
    token: await boxed(key, token),
    user: await boxed(key, JSON.stringify(user)),
  }
}

async function boxed(key: CryptoKey, text: string): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(text)
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) }
}

async function unseal(key: CryptoKey, { iv, data }: Box): Promise<string> {
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data))
}
