import type { Scope } from '../../../worker/domain/scopes.ts'

/** Scopes in plain words. The scope of calendars is never combined with others, and never shown. */
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
