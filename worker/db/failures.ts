// Failures of the database: an outage, or a statement that Postgres refused.
import type { NeonDbError } from '@neondatabase/serverless'

/** The database could not be reached, or gave up. The caller is not at fault; becomes 503. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly code: string | undefined
  constructor(cause: unknown) {
    super('the database cannot be reached', { cause })
    this.code = sqlStateOf(cause)
  }
}

/**
 * Postgres refused a statement. `code` is the SQLSTATE, `constraint` the name of the broken rule, `detail` further JSON of
 * our own functions. It contains users' data, so it must not be logged.
 */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused'
  readonly code: string
  readonly constraint: string | undefined
  readonly detail: string | undefined
  constructor(
    cause: NeonDbError | (Error & { constraint?: string; detail?: string }),
    code: string,
  ) {
    super('the database refused a statement', { cause })
    this.code = code
    this.constraint = cause.constraint
    this.detail = cause.detail
  }
}

/**
 * SQLSTATEs that mean the database is out of reach, not that the statement is wrong: connection (08), a transaction
 * that was ended (25P02, 25P03), authorization of the deployment itself (28, 3D), rolled back by a conflict (40),
 * resources (53), locks (55), operator intervention and time-outs (57), system (58), and what goes wrong inside of
 * Postgres, or of Neon before it (XX).
 */
const outage = /^(08|25P0[23]|28|3D|40|53|55|57|58|XX)/

/** An error that is not Postgres' own is an outage: without a response, nothing was refused. */
export function asFailure(error: unknown): DatabaseUnavailable | StatementRefused {
  if (error instanceof DatabaseUnavailable || error instanceof StatementRefused) return error
  const code = sqlStateOf(error)
  if (!(error instanceof Error) || code === undefined || outage.test(code)) {
    return new DatabaseUnavailable(error)
  }
  return new StatementRefused(error, code)
}

function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const { code } = error
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}
