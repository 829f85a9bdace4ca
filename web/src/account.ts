// The account as its person sees and changes it: session/ does it, settings/ shows it, app.tsx hands it over.

export type Person = { id: string; name: string; email: string }

export type SessionSeen = {
  id: string
  /** The one that asks. */
  isThis: boolean
  createdAt: string
  expiresAt: string
  ipAddress: string
  userAgent: string
  end: () => Promise<void>
}

/** Everything that only a session may do, not a token. Each throws `ApiFailure`. */
export type Account = {
  sessions: () => Promise<SessionSeen[]>
  endOtherSessions: () => Promise<void>
  rename: (name: string) => Promise<void>
  /** Ends the other sessions. */
  changePassword: (from: string, to: string) => Promise<void>
  /** Afterwards nobody is signed in. */
  deleteAccount: (password: string) => Promise<void>
}
