import type { Page } from 'playwright-core'

/** Everything that this origin stores in the browser, as text; non-exportable keys by name. */
export const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const readable = (_: string, value: unknown) => {
      if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value)
      if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`
      return value
    }
    const request = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result)
        asked.onerror = () => reject(asked.error)
      })
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie]
    for (const { name } of await indexedDB.databases()) {
      const db = await request(indexedDB.open(name ?? ''))
      for (const store of db.objectStoreNames) {
        found.push(await request(db.transaction(store).objectStore(store).getAll()))
      }
      db.close()
    }
    // Ignores the app's own files; pwa.running.test.ts checks that they contain nothing else.
    const others = (await caches.keys()).filter((name) => !name.startsWith('duly-shell-'))
    found.push(...others)
    return JSON.stringify(found, readable)
  })
