// Calls that failed.
/** A call that failed, as api.ts throws it. `status` is 0 where no answer of the API came. */
export interface Failure {
  status: number
  code: string
  detail: string
  errors: { pointer: string; code: string; detail: string }[]
  current: unknown
  /** The operation of a batch that was refused. */
  index: number | null
  retryAfterSeconds: number | null
}

export const isFailure = (error: unknown): error is Failure =>
  typeof error === 'object' && error !== null && 'status' in error && 'code' in error

/** Turns any error into a failure. All others are the browser's: a full disk, a database that was deleted. */
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
