import { expect, it, vi } from 'vitest'
import { revocation } from './revocation.ts'

function setUp(...ids: string[]) {
  const waiting = new Set(ids)
  const revoke = vi.fn(async (_: string) => {})
  const tryLater = vi.fn((_: () => void) => {})
  const run = revocation({
    awaiting: async () => [...waiting].map((id) => ({ id, token: id })),
    revoke,
    revoked: async (id) => void waiting.delete(id),
    tryLater,
  })
  return { waiting, revoke, tryLater, run }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('reports a session that was set aside meanwhile', async () => {
  const { waiting, revoke, run } = setUp('first')
  let answer = () => {}
  revoke.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  run()
  await settled()
  waiting.add('second')
  run()
  answer()
  await settled()
  expect(revoke.mock.calls.flat()).toEqual(['first', 'second'])
  expect(waiting.size).toBe(0)
})

it('does not let one that cannot be revoked block the others, and retries it', async () => {
  const { waiting, revoke, tryLater, run } = setUp('first', 'second')
  revoke.mockRejectedValueOnce(new Error('refused'))
  run()
  await settled()
  expect([...waiting]).toEqual(['first'])
  tryLater.mock.calls[0]?.[0]()
  await settled()
  expect(waiting.size).toBe(0)
  expect(tryLater).toHaveBeenCalledOnce()
})
