import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isNobodyThere } from './signs-of-life.ts'

type Locks = { held: { name: string }[]; pending?: { name: string }[] }

/** Makes these locks appear after this many checks. */
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

it('finds nobody if no page comes up within a few seconds', async () => {
  withLocks(100, { held: [] })
  expect(await verdict(onePage)).toBe(true)
})

it('sees a page that shows something, and a signed-in user, even after a while', async () => {
  withLocks(0, { held: [{ name: 'duly-page' }] })
  expect(await verdict(onePage)).toBe(false)
  withLocks(0, { held: [{ name: 'other' }], pending: [{ name: 'duly-data-u1' }] })
  expect(await verdict(onePage)).toBe(false)
  withLocks(8, { held: [{ name: 'duly-page' }] })
  expect(await verdict(onePage)).toBe(false)
})

it('does not act if no page is open, or locks cannot be queried', async () => {
  withLocks(100, { held: [] })
  expect(await verdict(async () => [])).toBe(false)
  vi.stubGlobal('navigator', {})
  expect(await verdict(onePage)).toBe(false)
})
