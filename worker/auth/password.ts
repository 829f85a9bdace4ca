// Better Auth's scrypt takes about 66 ms of CPU, a request on the Free plan may take 10, a Durable Object 30 000:
// so passwords are hashed there. Parameters and format stay Better Auth's own.
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

/** Hashing is spread over this many instances, so that one slow sign-in does not hold up the next. */
const instances = 8

/** Password functions in the form of Better Auth's `emailAndPassword.password`. */
export function passwords(namespace: DurableObjectNamespace<PasswordHasher>) {
  const any = () => namespace.getByName(String(Math.floor(Math.random() * instances)))
  return {
    hash: (password: string) => tryTwice(async () => await any().hash(password)),
    verify: ({ hash, password }: { hash: string; password: string }) =>
      tryTwice(async () => await any().verify(hash, password)),
  }
}

/**
 * The same functions for one request, remembering the hash that its session will stand on: the one it made, else the
 * one it checked. The database refuses the session if the hash has changed meanwhile (migrations/0001_auth.sql). Every
 * check is counted first, also of those who are signed in: with a stolen session, too, passwords cannot be tried freely.
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
    /** The hash that the given password was right for. */
    checked: () => checked,
    /** SHA-256 in hex, as auth.fingerprint makes it; null where the session stands on no password. */
    fingerprint: async (): Promise<string | null> => {
      const proven = made ?? checked
      return proven === undefined ? null : await sha256Hex(proven)
    },
  }
}

/** Milliseconds for one try: scrypt takes 66, a cold start of the object some hundreds more. */
const patience = 3_500

/**
 * An instance is reset at every deployment, and whoever waits for it hears an error; both calls may be repeated.
 * @throws Problem `service_unavailable`
 */
async function tryTwice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await within(patience, work()).catch(() => within(patience, work()))
  } catch (error) {
    throw partUnavailable(error)
  }
}
