// A copy as version 1 of the schema wrote it, with the bare API of the browser.

/** By store; the keys of `outbox` are given in order, from 1 on. */
export interface Version1 {
  buckets?: { type: 'task' | 'list'; row: { id: string } }[][]
  outbox?: { edit: object; question: object | null; last?: object }[]
  meta?: Partial<Record<'cursor' | 'inflight' | 'revision' | 'snapshot', unknown>>
}

export function writeVersion1(name: string, { buckets = [], outbox = [], meta = {} }: Version1) {
  return new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(name, 1)
    opening.onerror = () => reject(opening.error)
    opening.onupgradeneeded = () => {
      const db = opening.result
      const stores = {
        buckets: db.createObjectStore('buckets'),
        outbox: db.createObjectStore('outbox', { autoIncrement: true }),
        meta: db.createObjectStore('meta'),
      }
      for (const [number, rows] of buckets.entries()) stores.buckets.put(rows, number)
      for (const entry of outbox) stores.outbox.add(entry)
      for (const [key, value] of Object.entries(meta)) stores.meta.put(value, key)
    }
    opening.onsuccess = () => {
      opening.result.close()
      resolve()
    }
  })
}

/** A database as it is: its version, and what is in each store. */
export async function readRaw(name: string) {
  const db = await request(indexedDB.open(name))
  const stores: Record<string, Map<IDBValidKey, unknown>> = {}
  for (const store of db.objectStoreNames) {
    const inside = db.transaction(store).objectStore(store)
    const [keys, values] = await Promise.all([
      request(inside.getAllKeys()),
      request(inside.getAll() as IDBRequest<unknown[]>),
    ])
    stores[store] = new Map(keys.map((key, at) => [key, values[at]]))
  }
  const { version } = db
  db.close()
  return { version, ...stores } as { version: number } & Record<
    'buckets' | 'outbox' | 'meta',
    Map<IDBValidKey, unknown>
  >
}

const request = <T>(asked: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
