// Counts wrong passwords per account across isolates, in one Durable Object per account. The limiters of wrangler.toml
// count per client address, and an attacker may have many.
import { DurableObject } from 'cloudflare:workers'
import { getIP } from 'better-auth/api'
import { base64url } from 'jose'
import { TookTooLong, within } from '../db/within.ts'
import { keyedHash } from '../digest.ts'
import { Problem, partUnavailable } from '../problem.ts'
import {
  type Attempts,
  type Client,
  forget,
  noAttempts,
  release,
  reserve,
  succeed,
} from './sign-in-budget.ts'

export class SignInThrottle extends DurableObject {
  #attempts = this.ctx.storage.kv.get<Attempts>('attempts') ?? noAttempts()

  /** Like `reserve` of sign-in-budget.ts. */
  async reserve(client: Client): Promise<number> {
    const wait = reserve(this.#attempts, client, Date.now())
    await this.#save()
    return wait
  }

  async release(client: Client): Promise<void> {
    release(this.#attempts, client, Date.now())
    await this.#save()
  }

  async succeed(client: Client, remember: boolean): Promise<void> {
    succeed(this.#attempts, client, { remember, now: Date.now() })
    await this.#save()
  }

  override async alarm(): Promise<void> {
    await this.#save()
  }

  /** Drops what no longer counts, and deletes everything of an account that has nothing left. */
  async #save(): Promise<void> {
    const { storage } = this.ctx
    const next = forget(this.#attempts, Date.now())
    if (next === undefined) {
      await storage.deleteAlarm()
      await storage.deleteAll()
      return
    }
    storage.kv.put('attempts', this.#attempts)
    await storage.setAlarm(next)
  }
}

/** The outcome of an attempt. `none`: the password was not checked, as in an outage. */
export type Verdict = 'right' | 'wrong' | 'none'

/** The single password attempt of a request. */
export interface Attempt {
  /**
   * Counts the attempt before it is made.
   * @throws Problem `rate_limited`, or `service_unavailable` if the throttle did not answer in time
   */
  reserve(subject: Subject): Promise<void>
  /** Marks a sign-up: no password is tried, but a success makes the address a known one. */
  introduce(subject: Subject): void
  /** Runs once the outcome is known. A wrong password has already been counted. */
  settle(verdict: Verdict): Promise<void>
}

/** An account by its email address, which need not exist; or, for a signed-in user, by the hash that is checked. */
type Subject = { email: string } | { hash: string }

/**
 * Counts attempts in the account's object. If the object fails, the attempt passes and a line is logged: the limit per
 * client address still applies, and a failure must not lock anyone out. If it is overloaded or too busy to answer, the
 * attempt is refused: then this account is being tried hundreds of times a second, and letting attempts pass is what
 * the flood is for.
 */
export function signInThrottle(
  namespace: Pick<DurableObjectNamespace<SignInThrottle>, 'getByName'>,
  secret: string,
) {
  const hash = keyedHash('sign-in throttle', secret)
  /** Identifies objects and clients by keyed hashes, so no address of either kind is stored or can be guessed. */
  const hashed = async (...words: string[]) =>
    base64url.encode(await hash.sign(JSON.stringify(words)))

  return function attemptFrom(headers: Headers): Attempt {
    let subject: Subject | undefined
    let counted = false

    async function ask<T>(
      about: Subject,
      work: (object: Stub, client: Client) => Promise<T>,
    ): Promise<T> {
      const account = nameOf(about)
      const [name, address, network] = await Promise.all([
        hashed('account', account),
        hashed('address', account, addressIn(headers, 64) ?? ''),
        hashed('network', account, addressIn(headers, 48) ?? ''),
      ])
      return await within(timeoutMs, work(namespace.getByName(name), { address, network }))
    }

    return {
      async reserve(tried) {
        // A sign-in has already been counted by its email address.
        if (subject) return
        subject = tried
        const wait = await ask(tried, (object, client) => object.reserve(client)).catch(letPass)
        if (wait > 0) throw rateLimited(wait)
        counted = true
      },
      introduce(subjectOfSignUp) {
        subject = subjectOfSignUp
      },
      async settle(verdict) {
        if (!subject || (verdict !== 'right' && !(counted && verdict === 'none'))) return
        const remember = 'email' in subject && addressIn(headers, 64) !== null
        await ask(subject, (object, client) =>
          verdict === 'right' ? object.succeed(client, remember) : object.release(client),
        ).catch(logged)
      },
    }
  }
}

type Stub = DurableObjectStub<SignInThrottle>

/** Milliseconds; longer than a cold start. */
const timeoutMs = 1_500

/** Better Auth uses `toLowerCase` too. */
const nameOf = (subject: Subject) =>
  'email' in subject ? `e-mail ${subject.email.toLowerCase()}` : `hash ${subject.hash}`

/** The address as Better Auth reads it for its own limits; null if the platform provides none. */
const addressIn = (headers: Headers, ipv6Subnet: 48 | 64) =>
  getIP(headers, {
    advanced: { ipAddress: { ipAddressHeaders: ['cf-connecting-ip'], ipv6Subnet } },
  })

function letPass(error: unknown): number {
  logged(error)
  if (error instanceof TookTooLong) throw partUnavailable(error)
  return isOverloaded(error) ? 1_000 : 0
}

const isOverloaded = (error: unknown) =>
  error instanceof Error && 'overloaded' in error && error.overloaded === true

function logged(error: unknown): void {
  const cause = error instanceof Error ? error.name : undefined
  console.error(JSON.stringify({ level: 'error', problem: 'sign_in_throttle_failed', cause }))
}

const rateLimited = (wait: number) =>
  new Problem(
    'rate_limited',
    { detail: 'Too many wrong passwords. The right one is taken again after this wait.' },
    { headers: { 'Retry-After': String(Math.ceil(wait / 1_000)) } },
  )
