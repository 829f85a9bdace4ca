// Scopes: what a caller may do. Each is granted separately.

/** All scopes. A signed-in person has all of them, a personal access token those that it was given. */
export const scopes = [
  'tasks:read',
  'tasks:write',
  'tasks:delete',
  'lists:read',
  'lists:write',
  'lists:delete',
] as const
export type Scope = (typeof scopes)[number]

/** Reads the calendar feed. A token with this scope is part of an address, so it has no other scope. */
export const feedScope = 'feed:read'

export const tokenScopes = [...scopes, feedScope] as const
export type TokenScope = (typeof tokenScopes)[number]
