// Scopes: what a caller may do, each by itself.

/** All that a person signed in may do; a personal access token has those that it was given. */
export const scopes = [
  'tasks:read',
  'tasks:write',
  'tasks:delete',
  'lists:read',
  'lists:write',
  'lists:delete',
] as const
export type Scope = (typeof scopes)[number]

/** Reads the calendar, and nothing else: for a token that stands in an address, so it has no other scope. */
export const feedScope = 'feed:read'

export const tokenScopes = [...scopes, feedScope] as const
export type TokenScope = (typeof tokenScopes)[number]
