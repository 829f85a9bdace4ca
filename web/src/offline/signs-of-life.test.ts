import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isNobodyThere } from './signs-of-life.ts'

type Locks = { held: { name: string }[]; pending?: { name: string }[] }

/** After this many looks at the locks, these are there. */
function withLocks(looks: number, locks: Locks) {
  let looked = 0
  const query = async () => (looked++ < looks ? { held: [], pending: [] } : locks)
  vi.stubGlobal('navigator', { locks: { query } })
}

async function verdict(pages: () => Promise<readonly unknown[]>): Promise<boolean> {
  const found = isNobodyThere(pages)
  await vi.advanceTimersByTimeAsync(10_000)
  return found
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const onePage = async () => ['a page']

it('finds nobody where no page comes up in some seconds', async () => {
  withLocks(100, { held: [] })
  expect(await verdict(onePage)).toBe(true)
})

it('sees a page that shows something, and whoever is signed in, be it after a while', async () => {
  withLocks(0, { held: [{ name: 'duly-page' }] })
  expect(await verdict(onePage)).toBe(false)
  withLocks(0, { held: [{ name: 'other' }], pending: [{ name: 'duly-data-u1' }] })
  expect(await verdict(onePage)).toBe(false)
  withLocks(8, { held: [{ name: 'duly-page' }] })
  expect(await verdict(onePage)).toBe(false)
})

it('has nobody to help where no page is open, and where none can be seen', async () => {
  withLocks(100, { held: [] })
  expect(await verdict(async () => [])).toBe(false)
  vi.stubGlobal('navigator', {})
  expect(await verdict(onePage)).toBe(false)
})
