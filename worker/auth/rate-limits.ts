// How often somebody may ask, before the database is asked: a session and a token each by itself, and all tokens of a
// user together, since whoever is refused could make another.

/** Counts a request under this key; false where there were too many. */
type Limit = (key: string) => Promise<boolean>

interface Limits {
  /** Of one session, or of one token. */
  caller: Limit
  /** Of all tokens of a user. */
  tokensOfUser: Limit
  /** Of all tokens that come from an address and whose user is not known yet. */
  strangers: Limit
}

export interface Admission {
  /**
   * Not by its user: whether a session still lives is found out later, and a token that was stolen and revoked must not
   * use up what its owner may ask.
   */
  session(sessionId: string): Promise<boolean>
  token(hash: string, address: string): Promise<boolean>
  /** Whose a token is, the database alone knows: what it said is kept for as long as the isolate lives. */
  learn(hash: string, userId: string): void
}

const mostRemembered = 10_000

export function admission({ caller, tokensOfUser, strangers }: Limits): Admission {
  const owners = new Map<string, string>()
  return {
    session: caller,
    async token(hash, address) {
      const owner = owners.get(hash)
      // Its own count first: a token that floods takes no more than that from its user's other tokens.
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
