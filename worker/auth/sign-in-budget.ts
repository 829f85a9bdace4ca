// Decides how many wrong passwords an account accepts, and how long clients wait after that. Pure: no clock and no
// storage.

/** Where an attempt comes from, as keyed hashes. */
export interface Client {
  /** An IPv4 address or an IPv6 /64. */
  address: string
  /** The same, but an IPv6 /48: one subscriber has as many /64s as they like. */
  network: string
}

interface Budget {
  /** Failures that counted at `at`; `failuresAt` computes how many still do. */
  failures: number
  at: number
  /** Clients that have to wait, and until when. Each may try once when it comes back. */
  waiting: Map<string, number>
}

/** Everything stored about one account. Instants are milliseconds since 1970. */
export interface Attempts {
  unknown: Budget
  /** Addresses that have signed in. Each has a budget of its own, which nobody else can use up. */
  known: Map<string, Budget & { until: number }>
}

const minute = 60_000
/** Wrong passwords without a wait: ten in fifteen minutes. */
const free = 10
const forgiveEvery = 1.5 * minute
const longestWait = 15 * minute
/** Excess failures decay more slowly, so waits can grow; `most` caps them, so waits are short again within hours. */
const forgiveTooManyEvery = longestWait
const most = 2 * free
/**
 * Places in the queue. Together with the longest wait, this bounds the attempts of an attacker with any number of
 * networks. One who fills all places, and never stops, can keep new addresses out meanwhile, but not known ones.
 */
const places = 1_000
const knownFor = 30 * 24 * 60 * minute
const mostKnown = 50

export const noAttempts = (): Attempts => ({ unknown: fresh(0), known: new Map() })

/**
 * Counts an attempt as failed before it is made, so that parallel attempts see each other. Returns the milliseconds to
 * wait, or 0 if the password may be checked. A client that comes back after its wait may try, whatever others did in
 * between; coming back early changes nothing.
 */
export function reserve(attempts: Attempts, client: Client, now: number): number {
  const { budget, key } = budgetOf(attempts, client, now)
  if (budget.failures + 1 <= free) {
    budget.failures += 1
    return 0
  }
  const due = budget.waiting.get(key)
  if (due === undefined && budget.waiting.size >= places) return longestWait
  if (due !== undefined && now < due) return due - now
  budget.waiting.delete(key)
  if (due !== undefined) budget.failures = Math.min(budget.failures + 1, most)
  const wait = waitIn(budget)
  budget.waiting.set(key, now + wait)
  return due === undefined ? wait : 0
}

/** Takes back an attempt whose password was not checked: nothing has failed, and the next attempt need not wait. */
export function release(attempts: Attempts, client: Client, now: number): void {
  const { budget, key } = budgetOf(attempts, client, now)
  budget.failures = Math.max(budget.failures - 1, 0)
  if (budget.waiting.has(key)) budget.waiting.set(key, now)
}

/** Records a right password: forgets earlier failures, and remembers the address from now on. */
export function succeed(
  attempts: Attempts,
  { address }: Client,
  { remember, now }: { remember: boolean; now: number },
): void {
  attempts.unknown = fresh(now)
  attempts.known.delete(address)
  if (!remember) return
  attempts.known.set(address, { ...fresh(now), until: now + knownFor })
  const [oldest] = attempts.known.keys()
  if (attempts.known.size > mostKnown && oldest !== undefined) attempts.known.delete(oldest)
}

/** Forgets what no longer counts. Returns when there will be more to forget, or undefined if nothing is left. */
export function forget(attempts: Attempts, now: number): number | undefined {
  if (restsAt(attempts.unknown) <= now) attempts.unknown = fresh(now)
  for (const [address, { until }] of attempts.known) {
    if (until <= now) attempts.known.delete(address)
  }
  const { unknown, known } = attempts
  const next = Math.min(
    unknown.failures > 0 || unknown.waiting.size > 0 ? restsAt(unknown) : Number.POSITIVE_INFINITY,
    ...[...known.values()].map(({ until }) => until),
  )
  return Number.isFinite(next) ? next : undefined
}

function budgetOf(attempts: Attempts, { address, network }: Client, now: number) {
  const known = attempts.known.get(address)
  const isKnown = known !== undefined && known.until > now
  const budget = isKnown ? known : attempts.unknown
  budget.failures = failuresAt(budget, now)
  budget.at = now
  for (const [key, due] of budget.waiting) {
    if (due + longestWait <= now) budget.waiting.delete(key)
  }
  return { budget, key: isKnown ? address : network }
}

/** Returns 1 s, doubled for every excess failure and every place in the queue, so that many clients gain nothing. */
function waitIn({ failures, waiting }: Budget): number {
  const excess = Math.max(Math.ceil(failures) - free, 0)
  return Math.min(1_000 * 2 ** (excess + waiting.size), longestWait)
}

function failuresAt({ failures, at }: Budget, now: number): number {
  const slowly = Math.max(failures - free, 0) * forgiveTooManyEvery
  const passed = now - at
  if (passed < slowly) return failures - passed / forgiveTooManyEvery
  return Math.max(Math.min(failures, free) - (passed - slowly) / forgiveEvery, 0)
}

/** Returns when nothing of it counts any more. */
function restsAt({ failures, at, waiting }: Budget): number {
  const slowly = Math.max(failures - free, 0) * forgiveTooManyEvery
  const forgiven = at + slowly + Math.min(failures, free) * forgiveEvery
  return Math.max(forgiven, ...[...waiting.values()].map((due) => due + longestWait))
}

const fresh = (at: number): Budget => ({ failures: 0, at, waiting: new Map() })
