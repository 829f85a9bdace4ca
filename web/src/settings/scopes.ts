import type { Scope } from '../../../worker/domain/scopes.ts'

/** What a token may be allowed, in plain words. A calendar's scope is never among others, and shown nowhere. */
export const scopeWords: Record<Scope, string> = {
  'tasks:read': 'Read tasks',
  'tasks:write': 'Add and change tasks',
  'tasks:delete': 'Delete tasks',
  'lists:read': 'Read lists',
  'lists:write': 'Add and change lists',
  'lists:delete': 'Delete lists',
}

const words: ReadonlyMap<string, string> = new Map(Object.entries(scopeWords))

export const inWords = (granted: readonly string[]): string =>
  granted.map((scope) => words.get(scope) ?? scope).join(', ')
