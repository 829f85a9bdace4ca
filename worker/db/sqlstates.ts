// Every SQLSTATE that migrations/functions/ raises, and the problem that it becomes. sqlstates.test.ts compares both.
import type { authProblems, ProblemCode } from '../problem.ts'
import { StatementRefused } from './failures.ts'

/**
 * `DY`, and the status of the problem; where that says too little, `4`, a letter for the subject and a number: A who may
 * enter, L lists, Q quotas, R repeated requests, T tasks.
 */
const sqlstates = {
  DY401: 'token_revoked',
  DY403: 'forbidden_user',
  DY404: 'not_found',
  DY409: 'task_exists',
  DY412: 'version_mismatch',
  /** The constraint names the rule that was broken. */
  DY422: 'validation_failed',
  DY4A1: 'token_invalid',
  DY4A2: 'token_expired',
  DY4A3: 'insufficient_scope',
  /** The password changed while it was checked. */
  DY4A4: 'invalid_email_or_password',
  DY4L1: 'list_exists',
  DY4Q1: 'quota_exceeded',
  DY4Q2: 'too_many_tokens',
  DY4Q3: 'rate_limited',
  DY4R1: 'idempotency_key_reused',
  DY4T1: 'task_in_trash',
} as const satisfies Record<string, ProblemCode | keyof typeof authProblems>

/** Not problems, but ends of a transaction: a repeated request, whose response is the detail, and a dry run. */
export const repeated = 'DY4R0'
const dryRun = 'DY4D0'

type Refusal = (typeof sqlstates)[keyof typeof sqlstates]

/** All of them, for tests. */
export const allSqlstates: readonly string[] = [...Object.keys(sqlstates), repeated, dryRun]

/** The problem of a refusal by one of our functions; undefined for any other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof StatementRefused)) return
  const table: Readonly<Record<string, Refusal>> = sqlstates
  return Object.hasOwn(table, error.code) ? table[error.code] : undefined
}
