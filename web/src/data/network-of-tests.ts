// The way from a copy of the data to the running API, as bad as a test wants it.
import type { Failure } from './failure.ts'
import type { Send } from './sync.ts'

export interface Weather {
  /** Shares of requests: the answer is lost after the server has done it; none is sent; the server is out. */
  lost: number
  cut: number
  outage: number
  /** Asked to wait; the session is over until it is not. */
  limited: number
  expired: number
}

export const calm: Readonly<Weather> = { lost: 0, cut: 0, outage: 0, limited: 0, expired: 0 }

const failed = (status: number, code: string, problem: Partial<Failure> = {}): Failure => ({
  status,
  code,
  detail: '',
  errors: [],
  current: undefined,
  index: null,
  retryAfterSeconds: null,
  ...problem,
})

export function sendThrough(
  api: string,
  token: () => string,
  weather: Weather,
  random: () => number,
): Send {
  return async ({ method, path, body, idempotencyKey }) => {
    const draw = random()
    if (draw < weather.cut) throw failed(0, 'network')
    if (draw < weather.cut + weather.outage) throw failed(503, 'service_unavailable')
    const refused = draw - weather.cut - weather.outage
    if (refused >= 0 && refused < weather.limited)
      throw failed(429, 'rate_limited', { retryAfterSeconds: 0.02 })
    if (refused >= weather.limited && refused < weather.limited + weather.expired)
      throw failed(401, 'token_expired')
    const response = await fetch(api + path, {
      method,
      body,
      headers: {
        Authorization: `Bearer ${token()}`,
        ...(body !== null && { 'Content-Type': 'application/json' }),
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey, Prefer: 'return=minimal' }),
      },
    })
    const text = await response.text()
    if (random() < weather.lost) throw failed(0, 'network')
    const answer = text === '' ? null : JSON.parse(text)
    if (response.ok) return answer
    const retryAfter = Number(response.headers.get('Retry-After')) || null
    throw failed(response.status, answer?.code, {
      detail: answer?.detail,
      errors: answer?.errors ?? [],
      current: answer?.current,
      index: answer?.index ?? null,
      retryAfterSeconds: retryAfter,
    })
  }
}
