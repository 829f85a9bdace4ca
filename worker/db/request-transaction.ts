// The one-call rule: whatever a request does, it does in one transaction whose first statement lets the caller in.
import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import { AnswerOmitted, lacksScope, Problem, unavailable } from '../problem.ts'
import { sentenceOf, type UsedUp } from '../quotas.ts'
import { build } from './database.ts'
import { DatabaseUnavailable, StatementRefused } from './failures.ts'
import type { Connection } from './open.ts'
import { refusalOf, repeated } from './sqlstates.ts'

/** Who calls: a session, as the verified access token says, or whoever bears a personal access token. */
type Caller = (
  | { kind: 'session'; userId: string; sessionId: string }
  | {
      kind: 'token'
      hash: string
      scopes: string[]
      /** Is told whose token it is, once the database has said so. */
      learn?: (userId: string) => void
    }
) & {
  /** The user that the path names, if it names one. */
  expectedUserId: string | undefined
}

/** An `Idempotency-Key`, and the SHA-256 of the request that came with it. */
export interface Once {
  key: string
  fingerprint: string
}

/** The database as one user may see it. Each method is one call; a request makes one, but for work in parts. */
export interface UserDatabase {
  /** Nothing but whether the caller may: for what needs no data of theirs. */
  check(): Promise<void>
  /** Changes nothing; tried a second time when the first did not get through. */
  read<Row>(statement: CompiledQuery<Row>): Promise<Row[]>
  /**
   * Never tried again: only the client knows whether it may be. With an `Idempotency-Key` the rows are kept, and given
   * again to the same request, so they must be JSON (no instants, no days). Where there are none, nothing is kept.
   * @throws AnswerOmitted where an earlier request did it, and its rows could not be kept
   */
  write<Row>(work: RawBuilder<Row>): Promise<Row[]>
  /**
   * For work that is too much for one call: the caller is let in anew by each, which has a time limit of its own and, of
   * an `Idempotency-Key`, an answer of its own, by its number. So a repeated request goes on where the first one ended.
   */
  part(number: number): UserDatabase
  /** The same caller without the key, in a call of its own: for what is asked about a request that has been done. */
  unkeyed(): UserDatabase
  /** True if `write`, or each of the parts, gave what an earlier request with this key got. */
  readonly replayed: boolean
}

interface Terms {
  once?: Once | undefined
  /** The quotas of the caller (quotas.ts). Absent: no limits, for what only reads. */
  limits?: string | undefined
}

/**
 * @throws Problem 401 or 403 as app.enter finds the caller, `idempotency_key_reused`, `too_many_tokens`, `quota_exceeded`,
 * `rate_limited` where too many keys were used in a day, `database_unavailable` when the call did not come back. Any other
 * refused statement is thrown as it is.
 */
export function asUser(connection: Connection, caller: Caller, terms: Terms = {}): UserDatabase {
  const { once, limits } = terms
  let replayed = false
  const parts: UserDatabase[] = []

  const run = async <Row>(statements: CompiledQuery<Row>[], writes: boolean): Promise<Row[]> => {
    try {
      // Also a token's read notes that the token was used.
      const results = await connection.batch(
        [enter(caller, writes ? { limits } : false), ...statements],
        {
          readOnly: !writes && caller.kind === 'session',
          retry: !writes,
        },
      )
      const [admitted] = rowsOf<{ user_id: string }>(results[0]?.rows ?? [])
      if (caller.kind === 'token' && admitted) caller.learn?.(admitted.user_id)
      return rowsOf(results.at(-1)?.rows ?? [])
    } catch (error) {
      const kept = error instanceof StatementRefused && error.code === repeated && error.detail
      if (!kept) throw refusal(error, caller)
      replayed = true
      const rows: Row[] | null = JSON.parse(kept)
      if (!rows) throw new AnswerOmitted('an earlier request with this key has done it')
      return rows
    }
  }
  return {
    check: async () => {
      await run([], false)
    },
    read: (statement) => run([statement], false),
    write: (work) => run(once ? [replay(once), keeping(work, once)] : [work.compile(build)], true),
    part(number) {
      connection.renew()
      // No key of a client holds a line break.
      const own = once && { ...once, key: `${once.key}\n${number}` }
      const part = asUser(connection, caller, { ...terms, once: own })
      parts.push(part)
      return part
    },
    unkeyed() {
      connection.renew()
      return asUser(connection, caller, { limits })
    },
    get replayed() {
      return replayed || (parts.length > 0 && parts.every((part) => part.replayed))
    },
  }
}

/** Lets the caller in; for a write, with the limits, which hold in this transaction only. */
function enter(caller: Caller, writes: false | Pick<Terms, 'limits'>): CompiledQuery<never> {
  const expected = caller.expectedUserId ?? null
  const limits = writes ? writes.limits : undefined
  const limited = limits ? sql`, set_config('app.limits', ${limits}, true) as limits` : sql``
  const statement =
    caller.kind === 'session'
      ? sql<never>`select app.enter(${caller.userId}, ${caller.sessionId}, ${expected})${limited}`
      : sql<never>`
          select app.enter_with_token(${caller.hash}, ${caller.scopes}::text[], ${Boolean(writes)}, ${expected})
            as user_id${limited}`
  return statement.compile(build)
}

const replay = <Row>({ key, fingerprint }: Once): CompiledQuery<Row> =>
  sql<Row>`select app.replay(${key}, ${fingerprint})`.compile(build)

const keeping = <Row>(work: RawBuilder<Row>, { key, fingerprint }: Once): CompiledQuery<Row> =>
  sql<Row>`
    with work as materialized (${work}),
      result as materialized (select json_agg(work) as rows from work),
      kept as materialized (select app.keep(${key}, ${fingerprint}, rows) from result where rows is not null)
    select work.* from work, kept`.compile(build)

/** What app.enter, app.replay, app.insert_token and app.tick refuse; what else is refused is for the room to answer. */
function refusal(error: unknown, caller: Caller): unknown {
  if (error instanceof DatabaseUnavailable) return unavailable(error)
  if (!(error instanceof StatementRefused)) return error
  const code = refusalOf(error)
  switch (code) {
    case 'insufficient_scope':
      return caller.kind === 'token' ? lacksScope(caller.scopes, error) : error
    case 'quota_exceeded':
      return quotaExceeded(JSON.parse(error.detail ?? '{}'), error)
    case 'rate_limited': {
      const headers = { 'Retry-After': error.detail ?? '3600' }
      return new Problem(code, { detail: tooManyKeys }, { headers, cause: error })
    }
    case 'token_revoked':
    case 'token_invalid':
    case 'token_expired':
    case 'forbidden_user':
    case 'idempotency_key_reused':
    case 'too_many_tokens':
      return new Problem(code, {}, { cause: error })
    default:
      return error
  }
}

const tooManyKeys = 'As many requests with an Idempotency-Key were made as may be in a day (UTC)'

const quotaExceeded = ({ quota, limit, used }: UsedUp, cause: unknown) =>
  new Problem(
    'quota_exceeded',
    { detail: sentenceOf({ quota, limit, used }), quota, limit, used },
    { cause },
  )

/** The one cast between the driver and Kysely: the builder derived `Row` from the statement that made these rows. */
const rowsOf = <Row>(rows: Record<string, unknown>[]) => rows as Row[]
