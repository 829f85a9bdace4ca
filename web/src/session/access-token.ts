import { ApiFailure, type Authorize } from '../api.ts'
import { type Claims, readClaims } from './claims.ts'

type Options = {
  /** Requests a new access token with the session token. Throws `ApiFailure`. */
  fetchToken: () => Promise<string>
  now: () => number
  onRenewed?: (claims: Claims) => void
  /** The session has ended: the API said so, it is not an outage. */
  onRefused: () => void
}

type Held = { jwt: string; renewAt: number; endsAt: number }

const margin = 60_000

/** Keeps one access token in memory and renews it a minute before it ends, once for all waiting calls. */
export function accessTokens({ fetchToken, now, onRenewed, onRefused }: Options): Authorize {
  let held: Held | null = null
  let renewal: Promise<string> | null = null

  async function renew(): Promise<string> {
    try {
      const jwt = await fetchToken()
      const claims = readClaims(jwt)
      // Counts from now and not from `exp`, because this machine's clock may be wrong.
      const endsAt = now() + claims.lifetimeSeconds * 1_000
      held = { jwt, renewAt: endsAt - margin, endsAt }
      onRenewed?.(claims)
      return jwt
    } catch (failure) {
      if (failure instanceof ApiFailure && failure.status === 401) onRefused()
      throw failure
    } finally {
      renewal = null
    }
  }

  function renewOnce(): Promise<string> {
    renewal ??= renew()
    return renewal
  }

  async function current(): Promise<string> {
    const good = held
    if (!good) return renewOnce()
    if (now() < good.renewAt) return good.jwt
    return renewOnce().catch((failure: unknown) => {
      // The last minute exists for this: an outage of the issuer does not affect us yet.
      if (now() < good.endsAt && isOutage(failure)) return good.jwt
      throw failure
    })
  }

  async function insteadOf(refused: string): Promise<string> {
    return held && held.jwt !== refused ? held.jwt : renewOnce()
  }

  return async function authorize(request) {
    const jwt = await current()
    try {
      return await request(jwt)
    } catch (failure) {
      if (!isTokenRefusal(failure)) throw failure
    }
    const renewed = await insteadOf(jwt)
    try {
      return await request(renewed)
    } catch (failure) {
      if (isTokenRefusal(failure)) onRefused()
      throw failure
    }
  }
}

const isOutage = (failure: unknown) => failure instanceof ApiFailure && failure.isOutage
const isTokenRefusal = (failure: unknown) => failure instanceof ApiFailure && failure.isTokenRefusal
