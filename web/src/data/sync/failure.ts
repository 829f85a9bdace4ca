// Calls that failed, and what to make of them.
/** A call that failed, as api.ts has it. `status` is 0 where no answer of the API came, whatever else did (`foreign`). */
export interface Failure {
  status: number
  code: string
  detail: string
  errors: { pointer: string; code: string; detail: string }[]
  current: unknown
  /** Which operation of a batch was refused. */
  index: number | null
  retryAfterSeconds: number | null
}

export const isFailure = (error: unknown): error is Failure =>
  typeof error === 'object' && error !== null && 'status' in error && 'code' in error

/** Anything else that goes wrong is this browser's: a full disk, a database that was taken away. */
export const asFailure = (error: unknown): Failure =>
  isFailure(error)
    ? error
    : {
        status: -1,
        code: 'browser',
        detail: error instanceof Error ? error.message : String(error),
        errors: [],
        current: undefined,
        index: null,
        retryAfterSeconds: null,
      }
