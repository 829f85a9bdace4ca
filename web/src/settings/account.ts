// What this room needs of the session; app.tsx hands it in.

export type Person = { id: string; name: string; email: string }

export type SessionSeen = {
  id: string
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
