/** Asks without waiting: a request that fails makes its transaction fail, and that is where the error is handled. */
export function ask(request: Promise<unknown>): void {
  request.catch(() => {})
}

/** Undoes the requests so far, which would be committed otherwise, after an error that is not the transaction's own. */
export function abort(tx: { done: Promise<unknown>; abort: () => void }): void {
  tx.done.catch(() => {})
  try {
    tx.abort()
  } catch {
    // The transaction has ended already.
  }
}
