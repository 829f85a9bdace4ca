// The one-call rule: whatever a request does, it does in one transaction whose first statement lets the caller in.
import { type CompiledQuery, sql } from 'kysely'
import { Problem, unavailable } from '../problem.ts'
import { build } from './database.ts'
import { DatabaseUnavailable, StatementRefused } from './failures.ts'
import type { Connection } from './open.ts'

/** Who calls, as the verified token says. */
export interface Caller {
  userId: string
  sessionId: string
  /** The user that the path names, if it names one. */
  expectedUserId: string | undefined
}

/** The database as one user may see it. Each method is one call; a request makes one. */
export interface UserDatabase {
  /** Runs in a read-only transaction; tried a second time when the first did not get through. */
  read<Row>(statement: CompiledQuery<Row>): Promise<Row[]>
  /** Never tried again: only the client knows whether it may be. */
  write<Row>(statement: CompiledQuery<Row>): Promise<Row[]>
}

/**
 * @throws Problem `token_revoked` when the session has ended, `forbidden_user` when the path names another user,
 * `database_unavailable` when the call did not come back. A refused statement is thrown as it is.
 */
export function asUser(connection: Connection, caller: Caller): UserDatabase {
  const enter = sql`select app.enter(${caller.userId}, ${caller.sessionId}, ${caller.expectedUserId ?? null})`
  const run = async <Row>(statement: CompiledQuery<Row>, readOnly: boolean): Promise<Row[]> => {
    try {
      const [, result] = await connection.batch([enter.compile(build), statement], { readOnly })
      return rowsOf(result?.rows ?? [])
    } catch (error) {
      throw refusal(error)
    }
  }
  return {
    read: (statement) => run(statement, true),
    write: (statement) => run(statement, false),
  }
}

/** The SQLSTATEs that app.enter raises (migrations/0002_tasks.sql), and what they mean to the caller. */
function refusal(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return unavailable(error)
  if (!(error instanceof StatementRefused)) return error
  if (error.code === 'UD401') return new Problem('token_revoked', {}, { cause: error })
  if (error.code === 'UD403') return new Problem('forbidden_user', {}, { cause: error })
  return error
}

/** The one cast between the driver and Kysely: the builder derived `Row` from the statement that made these rows. */
const rowsOf = <Row>(rows: Record<string, unknown>[]) => rows as Row[]
