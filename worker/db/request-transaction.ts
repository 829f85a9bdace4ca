// The one-call rule: a request is one transaction, whose first statement authenticates the caller.
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
      /** Called with the owner of the token when the database has found it. */
      learn?: (userId: string) => void
    }
) & {
  /** The user that the path names, if it names one. */
  expectedUserId: string | undefined
}

/** An `Idempotency-Key`, and the SHA-256 of the request that came with it. */
export interface IdempotencyKey {
  key: string
  fingerprint: string
}

/** The database as one user may see it. Each method is one call; a request makes one, unless its work is done in batches. */
export interface UserDatabase {
  /** Only authenticates, for what needs no data of the caller. */
  check(): Promise<void>
  /** Reads only, so it is tried once more if the first attempt does not get through. */
  read<Row>(statement: CompiledQuery<Row>): Promise<Row[]>
  /**
   * Never tried again: only the client knows whether it may be. With an `Idempotency-Key` the rows are stored, and the same
   * request gets them again, so they must be JSON (no instants, no days). Without rows, nothing is stored.
   * @throws AnswerOmitted if an earlier request did the work, and its rows were too large to store
   */
  write<Row>(work: RawBuilder<Row>): Promise<Row[]>
  /**
   * A call of its own, for work that is too much for one. Each batch authenticates the caller, has its own time limit, and
   * stores its response under the key and its number, so that a repeated request continues where the first one ended.
   */
  batch(number: number): UserDatabase
  /** The same caller without the key, in a call of its own: for questions about a request that was done before. */
  unkeyed(): UserDatabase
  /** True if `write`, or every batch, returned the stored response of an earlier request with this key. */
  readonly replayed: boolean
}

interface Options {
  idempotencyKey?: IdempotencyKey | undefined
  /** The quotas of the caller (quotas.ts). Absent: no limits, for what only reads. */
  limits?: string | undefined
}

/**
 * @throws Problem 401 or 403 if the caller is not authenticated, `idempotency_key_reused`, `too_many_tokens`,
 * `quota_exceeded`, `rate_limited` if the keys of a day are used up, `database_unavailable` if the call did not come back.
 * Any other refused statement is thrown as it is.
 */
export function asUser(
  connection: Connection,
  caller: Caller,
  options: Options = {},
): UserDatabase {
  const { idempotencyKey, limits } = options
  let replayed = false
  const batches: UserDatabase[] = []

  const run = async <Row>(statements: CompiledQuery<Row>[], writes: boolean): Promise<Row[]> => {
    try {
      // With a token, a read writes as well: last_used_at.
      const results = await connection.batch(
        [authenticate(caller, writes ? { limits } : false), ...statements],
        {
          readOnly: !writes && caller.kind === 'session',
          retry: !writes,
        },
      )
      const [owner] = rowsOf<{ user_id: string }>(results[0]?.rows ?? [])
      if (caller.kind === 'token' && owner) caller.learn?.(owner.user_id)
      return rowsOf(results.at(-1)?.rows ?? [])
    } catch (error) {
      const stored = error instanceof StatementRefused && error.code === repeated && error.detail
      if (!stored) throw refusal(error, caller)
      replayed = true
      const rows: Row[] | null = JSON.parse(stored)
      if (!rows) throw new AnswerOmitted('an earlier request with this key has done it')
      return rows
    }
  }
  return {
    check: async () => {
      await run([], false)
    },
    read: (statement) => run([statement], false),
    write: (work) =>
      run(
        idempotencyKey
          ? [replayResponse(idempotencyKey), storingResponse(work, idempotencyKey)]
          : [work.compile(build)],
        true,
      ),
    batch(number) {
      connection.renew()
      // A client's key has no line break, so no two of these keys are equal.
      const ownKey = idempotencyKey && {
        ...idempotencyKey,
        key: `${idempotencyKey.key}\n${number}`,
      }
      const batch = asUser(connection, caller, { ...options, idempotencyKey: ownKey })
      batches.push(batch)
      return batch
    },
    unkeyed() {
      connection.renew()
      return asUser(connection, caller, { limits })
    },
    get replayed() {
      return replayed || (batches.length > 0 && batches.every((batch) => batch.replayed))
    },
  }
}

/** Authenticates the caller. For a write it sets the limits, which hold for this transaction only. */
function authenticate(
  caller: Caller,
  writes: false | Pick<Options, 'limits'>,
): CompiledQuery<never> {
  const expected = caller.expectedUserId ?? null
  const limits = writes ? writes.limits : undefined
  const limited = limits ? sql`, set_config('app.limits', ${limits}, true) as limits` : sql``
  const statement =
    caller.kind === 'session'
      ? sql<never>`select app.authenticate_session(${caller.userId}, ${caller.sessionId}, ${expected})${limited}`
      : sql<never>`
          select app.authenticate_token(${caller.hash}, ${caller.scopes}::text[], ${Boolean(writes)}, ${expected})
            as user_id${limited}`
  return statement.compile(build)
}

const replayResponse = <Row>({ key, fingerprint }: IdempotencyKey): CompiledQuery<Row> =>
  sql<Row>`select app.replay_response(${key}, ${fingerprint})`.compile(build)

const storingResponse = <Row>(
  work: RawBuilder<Row>,
  { key, fingerprint }: IdempotencyKey,
): CompiledQuery<Row> =>
  sql<Row>`
    with work as materialized (${work}),
      result as materialized (select json_agg(work) as rows from work),
      stored as materialized (select app.store_response(${key}, ${fingerprint}, rows) from result where rows is not null)
    select work.* from work, stored`.compile(build)

/** The problem of an error that any request may meet; other refusals are left for the room to answer. */
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
