import { ApiFailure, type Authorize } from '../api.ts'
import type { User } from './claims.ts'

/**
 * Authorizes the calls of one user. It outlives a session that the server refused, so that unsynced work can wait for
 * the user, and it never sends their calls with another user's token.
 */
export type AccountAuthorizer = {
  user: User
  authorize: Authorize
  use: (tokens: Authorize | null) => void
  uses: (tokens: Authorize) => boolean
}

export function createAccountAuthorizer(user: User): AccountAuthorizer {
  let tokens: Authorize | null = null
  return {
    user,
    authorize: async (request) => {
      const used = tokens
      if (!used) throw new ApiFailure(401, { code: 'signed_out', detail: 'You are signed out.' })
      try {
        return await used(request)
      } catch (failure) {
        // The session ended during a call, and a newer one of the same user has replaced it.
        const isEnded = failure instanceof ApiFailure && failure.status === 401
        if (isEnded && tokens && tokens !== used) return tokens(request)
        throw failure
      }
    },
    use: (next) => {
      tokens = next
    },
    uses: (asked) => tokens === asked,
  }
}
