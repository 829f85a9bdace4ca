import type { NewToken } from '../../../worker/tokens/schema.ts'

export type Scope = NewToken['scopes'][number]

/** What a token may be allowed, in plain words. A calendar's `feed:read` stands alone, and elsewhere. */
export const scopes: { scope: Exclude<Scope, 'feed:read'>; words: string }[] = [
  { scope: 'tasks:read', words: 'Read tasks' },
  { scope: 'tasks:write', words: 'Add and change tasks' },
  { scope: 'tasks:delete', words: 'Delete tasks' },
  { scope: 'lists:read', words: 'Read lists' },
  { scope: 'lists:write', words: 'Add and change lists' },
  { scope: 'lists:delete', words: 'Delete lists' },
]

const wordsOf: Map<string, string> = new Map(scopes.map(({ scope, words }) => [scope, words]))

export const inWords = (granted: readonly string[]): string =>
  granted.map((scope) => wordsOf.get(scope) ?? scope).join(', ')
