// Where the session token rests: sealed with a key that no script can read out of the browser.
import { type DBSchema, openDB } from 'idb'

type Sealed = {
  id: string
  since: number
  key: CryptoKey
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

interface Shelves extends DBSchema {
  /** At most one: the session of whoever is signed in. */
  session: { key: 'current'; value: Sealed }
  /** Sessions signed out here that the server has not heard of yet. */
  revocations: { key: string; value: Sealed }
}

export type Kept = { id: string; token: string }

const week = 7 * 24 * 60 * 60 * 1_000

const open = () =>
  openDB<Shelves>('duly-session', 1, {
    upgrade(db) {
      db.createObjectStore('session')
      db.createObjectStore('revocations', { keyPath: 'id' })
    },
  })

let opened: ReturnType<typeof open> | null = null

function shelves() {
  opened ??= open().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

/** Keeps the token instead of any other and returns the name it is kept under. */
export async function keep(token: string): Promise<string> {
  const sealed = await seal(token)
  await (await shelves()).put('session', sealed, 'current')
  return sealed.id
}

export async function kept(): Promise<Kept | null> {
  const sealed = await (await shelves()).get('session', 'current')
  return sealed ? { id: sealed.id, token: await unseal(sealed) } : null
}

/** Forgets the session kept under this name. One that another tab has kept since then stays. */
export async function forget(id: string): Promise<void> {
  const db = await shelves()
  const tx = db.transaction('session', 'readwrite')
  if ((await tx.store.get('current'))?.id === id) await tx.store.delete('current')
  await tx.done
}

/** The session ends here and now; its token is put aside, still sealed, until the server knows. */
export async function setAsideForRevocation(id: string): Promise<void> {
  const db = await shelves()
  const tx = db.transaction(['session', 'revocations'], 'readwrite')
  const sealed = await tx.objectStore('session').get('current')
  if (sealed?.id === id) {
    await tx.objectStore('revocations').put({ ...sealed, since: Date.now() })
    await tx.objectStore('session').delete('current')
  }
  await tx.done
}

/** Tokens still to be revoked. Sessions live a week at most, so older ones are dead anyway. */
export async function awaitingRevocation(): Promise<Kept[]> {
  const db = await shelves()
  const waiting: Kept[] = []
  for (const sealed of await db.getAll('revocations')) {
    if (Date.now() - sealed.since > week) await revoked(sealed.id)
    else waiting.push({ id: sealed.id, token: await unseal(sealed) })
  }
  return waiting
}

export async function revoked(id: string): Promise<void> {
  await (await shelves()).delete('revocations', id)
}

async function seal(token: string): Promise<Sealed> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    key,
    new TextEncoder().encode(token),
  )
  return { id: crypto.randomUUID(), since: Date.now(), key, iv, data }
}

async function unseal({ key, iv, data }: Sealed): Promise<string> {
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data))
}
