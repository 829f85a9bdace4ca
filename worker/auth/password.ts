// Hashes passwords in a Durable Object: Better Auth's scrypt takes about 66 ms of CPU, and a request on the Free plan
// has 10 ms, a Durable Object 30 s. Parameters and format are Better Auth's own.
import { DurableObject } from 'cloudflare:workers'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { within } from '../db/within.ts'
import { sha256Hex } from '../digest.ts'
import { partUnavailable } from '../problem.ts'
import type { Attempt } from './sign-in-throttle.ts'

export class PasswordHasher extends DurableObject {
  hash(password: string): Promise<string> {
    return hashPassword(password)
  }

  verify(hash: string, password: string): Promise<boolean> {
    return verifyPassword({ hash, password })
  }
}

/** Hashing is spread over this many instances, so that one slow sign-in does not delay the next. */
const instances = 8

/** Password functions as Better Auth's `emailAndPassword.password` expects them. */
export function passwords(namespace: DurableObjectNamespace<PasswordHasher>) {
  const any = () => namespace.getByName(String(Math.floor(Math.random() * instances)))
  return {
    hash: (password: string) => tryTwice(async () => await any().hash(password)),
    verify: ({ hash, password }: { hash: string; password: string }) =>
      tryTwice(async () => await any().verify(hash, password)),
  }
}

/**
 * Wraps the functions for one request, and remembers the hash that its session will be based on: the one it made, or
 * else the one it checked. The database refuses the session if the hash has changed meanwhile
 * (migrations/0001_auth.sql). Every check is counted first, even for signed-in users: a stolen session must not allow
 * unlimited guesses.
 */
export function proofOf({ hash, verify }: ReturnType<typeof passwords>, attempt: Attempt) {
  let made: string | undefined
  let checked: string | undefined
  return {
    password: {
      hash: async (password: string) => {
        made = await hash(password)
        return made
      },
      verify: async (claim: { hash: string; password: string }) => {
        await attempt.reserve({ hash: claim.hash })
        const isRight = await verify(claim)
        if (isRight) checked = claim.hash
        return isRight
      },
    },
    /** The hash that the given password matched. */
    checked: () => checked,
    /** SHA-256 in hex, like auth.fingerprint; null if the session is based on no password. */
    fingerprint: async (): Promise<string | null> => {
      const proven = made ?? checked
      return proven === undefined ? null : await sha256Hex(proven)
    },
  }
}

/** Milliseconds per attempt: scrypt takes 66, a cold start of the object a few hundred more. */
const timeoutMs = 3_500

/**
 * Tries twice, because every deployment resets the instances and their pending calls fail. Both calls may be repeated.
 * @throws Problem `service_unavailable`
 */
async function tryTwice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await within(timeoutMs, work()).catch(() => within(timeoutMs, work()))
  } catch (error) {
    throw partUnavailable(error)
  }
}
