// The way from a copy of the data to the running API, as bad as a test wants it.
import { sendFor } from '../../api.ts'
import type { Send } from '../contract.ts'
import { impostor, type kinds } from './impostors.ts'

export interface Weather {
  /** Shares of requests: the answer is lost after the server has done it; none is sent; the server is out. */
  lost: number
  cut: number
  outage: number
  /** Asked to wait; the session is over until it is not. */
  limited: number
  expired: number
  /** Something else answers: in the place of the API, or after the API has done it. */
  foreign: number
  /** Which of them, if it is not to be any. */
  as?: keyof typeof kinds
  /** Only requests to paths that begin so are struck. */
  at?: string
}

export const calm: Readonly<Weather> = {
  lost: 0,
  cut: 0,
  outage: 0,
  limited: 0,
  expired: 0,
  foreign: 0,
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: `urn:duly:problem:${code}`, status, code }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })

export function sendThrough(
  api: string,
  token: () => string,
  weather: Weather,
  random: () => number,
): Send {
  type Kind = 'lost' | 'cut' | 'outage' | 'limited' | 'expired' | 'foreign'
  return sendFor(
    (request) => request(token()),
    api,
    async (input, init) => {
      const isHere = String(input).startsWith(api + (weather.at ?? ''))
      const isStruck = (kind: Kind) => isHere && random() < weather[kind]
      if (isStruck('cut')) throw new TypeError('fetch failed')
      if (isStruck('outage')) return problem(503, 'service_unavailable')
      if (isStruck('limited')) return problem(429, 'rate_limited', { 'Retry-After': '0.02' })
      if (isStruck('expired')) return problem(401, 'token_expired')
      const isForeign = isStruck('foreign')
      if (isForeign && random() < 0.5) return impostor(random, bodyOf(init), weather.as)
      const answer = await fetch(input, init)
      if (isForeign) return impostor(random, bodyOf(init), weather.as, answer)
      if (isStruck('lost')) throw new TypeError('fetch failed')
      return answer
    },
  )
}

const bodyOf = (init: RequestInit | undefined) => String(init?.body ?? '')
