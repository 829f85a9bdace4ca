import { beforeEach, expect, it, vi } from 'vitest'

const kept = new Map<string, string>()
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
}

/** What a page opened now would find. */
async function opened() {
  vi.resetModules()
  return await import('./preferences.ts')
}

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', storage)
})

it('keeps settings for the next page, and notifies listeners', async () => {
  const page = await opened()
  const listener = vi.fn()
  const stop = page.subscribe(listener)
  page.set({ appearance: 'dark', timeZone: 'Asia/Tokyo' })
  page.set({ weekStart: 0 })
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
  page.set({ weekStart: 6 })
  expect(listener).toHaveBeenCalledTimes(2)
  const next = await opened()
  expect(next.get()).toEqual({
    appearance: 'dark',
    timeZone: 'Asia/Tokyo',
    weekStart: 6,
    isSidebarFolded: false,
    shortcuts: true,
  })
  expect(next.timeZone()).toBe('Asia/Tokyo')
})

it.each([
  'not JSON',
  'null',
  '[]',
  '{"appearance":"pink","timeZone":"Mars/Olympus","weekStart":3}',
  '{"appearance":1,"timeZone":{},"weekStart":"0"}',
])('ignores unknown values: %s', async (text) => {
  kept.set('duly-preferences', text)
  const page = await opened()
  expect(page.get()).toEqual({
    appearance: 'system',
    timeZone: null,
    weekStart: 1,
    isSidebarFolded: false,
    shortcuts: true,
  })
  expect(page.timeZone()).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
})

it('leaves nothing behind after forget', async () => {
  const page = await opened()
  page.set({ appearance: 'dark' })
  page.forget()
  expect(page.get().appearance).toBe('system')
  expect(kept.size).toBe(0)
})

it('works without storage until the tab closes', async () => {
  const refuse = () => {
    throw new Error('no storage here')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
  const page = await opened()
  page.set({ appearance: 'dark' })
  expect(page.get().appearance).toBe('dark')
  page.forget()
  expect(page.get().appearance).toBe('system')
})
