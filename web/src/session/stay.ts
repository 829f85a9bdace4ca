import { ApiFailure, type Authorize } from '../api.ts'
import type { User } from './claims.ts'

/**
 * One person's stay. It outlives a session that the server refused, so that their unsaved work can
 * wait for them; and it never carries a call of theirs under anybody else's token.
 */
export type Stay = {
  user: User | null
  authorize: Authorize
  use: (tokens: Authorize | null) => void
  uses: (tokens: Authorize) => boolean
}

export function newStay(): Stay {
  let tokens: Authorize | null = null
  return {
    user: null,
    authorize: async (request) => {
      if (tokens) return tokens(request)
      throw new ApiFailure(401, { code: 'signed_out', detail: 'You are signed out.' })
    },
    use: (next) => {
      tokens = next
    },
    uses: (asked) => tokens === asked,
  }
}
