// Rate limits, applied before the database is called: per session, per token, and for all tokens of a user together,
// because a refused client could create another token.

/** Counts a request under this key; false if there were too many. */
type Limit = (key: string) => Promise<boolean>

interface Limits {
  /** Per session, or per token. */
  caller: Limit
  /** For all tokens of a user together. */
  tokensOfUser: Limit
  /** Per client address, for tokens whose user is not known yet. */
  strangers: Limit
}

export interface Admission {
  /**
   * Counts by session and not by user: whether the session is alive is only checked later, and a stolen and revoked
   * token must not use up its owner's limit.
   */
  session(sessionId: string): Promise<boolean>
  token(hash: string, address: string): Promise<boolean>
  /** Remembers whose a token is, which only the database knows, for as long as the isolate lives. */
  learn(hash: string, userId: string): void
}

const mostRemembered = 10_000

export function admission({ caller, tokensOfUser, strangers }: Limits): Admission {
  const owners = new Map<string, string>()
  return {
    session: caller,
    async token(hash, address) {
      const owner = owners.get(hash)
      // Counts the token itself first, so that a flooding token takes no more than that from its user's other tokens.
      if (!(await caller(hash))) return false
      return owner === undefined ? await strangers(address) : await tokensOfUser(owner)
    },
    learn(hash, userId) {
      const [oldest] = owners.keys()
      if (owners.size >= mostRemembered && oldest !== undefined) owners.delete(oldest)
      owners.set(hash, userId)
    },
  }
}
