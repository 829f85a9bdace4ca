import { expect, it, vi } from 'vitest'
import { ApiFailure } from '../api.ts'
import { accessTokens } from './access-token.ts'

const answer = () => Promise.resolve(new Response('{}'))
const lifetime = 900

function jwt(serial: number) {
  const claims = { sub: 'u1', name: 'Zoë', email: 'z@example.org', iat: 0, exp: lifetime, serial }
  const bytes = String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims)))
  const base64url = btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  return `e30.${base64url}.sig`
}

function setUp() {
  const clock = { time: 1_000_000 }
  let serial = 0
  const fetchToken = vi.fn(async () => jwt(++serial))
  const onRefused = vi.fn()
  const onRenewed = vi.fn()
  const authorize = accessTokens({ fetchToken, now: () => clock.time, onRenewed, onRefused })
  return { clock, fetchToken, onRefused, onRenewed, authorize }
}

it('renews once for ten calls that wait after expiry', async () => {
  const { clock, fetchToken, authorize } = setUp()
  await authorize(answer)
  clock.time += lifetime * 1_000 + 1
  await Promise.all(Array.from({ length: 10 }, () => authorize(answer)))
  expect(fetchToken).toHaveBeenCalledTimes(2)
})

it('renews a minute before the end, not earlier', async () => {
  const { clock, fetchToken, authorize } = setUp()
  await authorize(answer)
  clock.time += (lifetime - 61) * 1_000
  await authorize(answer)
  expect(fetchToken).toHaveBeenCalledTimes(1)
  clock.time += 1_000
  await authorize(answer)
  expect(fetchToken).toHaveBeenCalledTimes(2)
})

it('keeps using the old token in its last minute while the issuer is unreachable', async () => {
  const { clock, fetchToken, onRefused, authorize } = setUp()
  await authorize(answer)
  clock.time += (lifetime - 30) * 1_000
  fetchToken.mockRejectedValueOnce(new ApiFailure(503, { code: 'unavailable' }))
  const seen = vi.fn(answer)
  await authorize(seen)
  expect(seen).toHaveBeenCalledWith(jwt(1))
  expect(onRefused).not.toHaveBeenCalled()
})

it.each([0, 429, 500, 503])('never signs out because a renewal failed with %d', async (status) => {
  const { fetchToken, onRefused, authorize } = setUp()
  fetchToken.mockRejectedValueOnce(new ApiFailure(status, {}))
  await expect(authorize(answer)).rejects.toMatchObject({ status })
  expect(onRefused).not.toHaveBeenCalled()
  await expect(authorize(answer)).resolves.toBeInstanceOf(Response)
})

it('signs out when the session is refused', async () => {
  const { fetchToken, onRefused, authorize } = setUp()
  fetchToken.mockRejectedValueOnce(new ApiFailure(401, { code: 'unauthorized' }))
  await expect(authorize(answer)).rejects.toMatchObject({ status: 401 })
  expect(onRefused).toHaveBeenCalledOnce()
})

it('renews and retries once when the API refuses the token', async () => {
  const { fetchToken, onRefused, authorize } = setUp()
  const request = vi.fn(answer)
  request.mockRejectedValueOnce(new ApiFailure(401, { code: 'token_expired' }))
  await authorize(request)
  expect(request.mock.calls).toEqual([[jwt(1)], [jwt(2)]])
  expect(fetchToken).toHaveBeenCalledTimes(2)
  expect(onRefused).not.toHaveBeenCalled()
})

it('signs out when the API refuses the renewed token too', async () => {
  const { onRefused, authorize } = setUp()
  const refuse = vi.fn(() => Promise.reject(new ApiFailure(401, { code: 'token_revoked' })))
  await expect(authorize(refuse)).rejects.toMatchObject({ code: 'token_revoked' })
  expect(refuse).toHaveBeenCalledTimes(2)
  expect(onRefused).toHaveBeenCalledOnce()
})

it('renews once for ten calls whose token was refused', async () => {
  const { fetchToken, authorize } = setUp()
  const stale = (token: string) =>
    token === jwt(1) ? Promise.reject(new ApiFailure(401, { code: 'token_expired' })) : answer()
  await Promise.all(Array.from({ length: 10 }, () => authorize(stale)))
  expect(fetchToken).toHaveBeenCalledTimes(2)
})

it('passes other failures through unchanged', async () => {
  const { fetchToken, authorize } = setUp()
  const failing = () => Promise.reject(new ApiFailure(412, { code: 'precondition_failed' }))
  await expect(authorize(failing)).rejects.toMatchObject({ status: 412 })
  expect(fetchToken).toHaveBeenCalledTimes(1)
})

it('reads the user, including accents', async () => {
  const { onRenewed, authorize } = setUp()
  await authorize(answer)
  expect(onRenewed).toHaveBeenCalledWith({
    user: { id: 'u1', name: 'Zoë', email: 'z@example.org' },
    lifetimeSeconds: lifetime,
  })
})

it.each(['', 'HTML', 'a.b.c', 'e30.e30.sig', `e30.${btoa('"text"')}.sig`])(
  'treats anything but a token as an answer of something else: %j',
  async (token) => {
    const { fetchToken, onRefused, onRenewed, authorize } = setUp()
    fetchToken.mockResolvedValueOnce(token)
    await expect(authorize(answer)).rejects.toMatchObject({ status: 0, code: 'foreign' })
    expect(onRefused).not.toHaveBeenCalled()
    expect(onRenewed).not.toHaveBeenCalled()
    await expect(authorize(answer)).resolves.toBeInstanceOf(Response)
  },
)
