// Operation names for client generators: stable, and derived from method and path alone.
import type { Method } from './document.ts'

/** `GET /api/v1/tasks` → `listTasks`, `POST /api/v1/users/{user_id}/tasks/{id}/complete` → `completeTaskOfUser`. */
export function operationIdOf(method: Method, path: string): string {
  const ofUser = path.includes('/users/{user_id}/') ? 'OfUser' : ''
  const segments = path
    .replace(/^\/(api\/(v\d+|auth)\/)?/, '')
    .replace('users/{user_id}/', '')
    .split('/')
  return nameOf(method, segments) + ofUser
}

/** Names that the rules below would not produce. */
const special: Record<string, string> = { 'get export': 'exportData', 'post import': 'importData' }

function nameOf(method: Method, segments: string[]): string {
  const own = special[`${method} ${segments.join('/')}`]
  if (own) return own
  const nouns = segments.filter((segment) => !isVariable(segment))
  const last = segments.at(-1) ?? ''
  const noun = pascal(nouns.at(-1) ?? '')
  if (isVariable(last)) return ofOne[method] + singular(nouns.map(pascal).join(''))
  const owner = segments.at(-2)
  if (method === 'post' && owner && isVariable(owner)) {
    return camel(last) + singular(pascal(nouns.at(-2) ?? ''))
  }
  if (isPlural(noun)) return ofMany[method] + (method === 'post' ? singular(noun) : noun)
  if (method === 'post') return camel(last) + pascal(nouns.slice(0, -1).join('-'))
  return ofOne[method] + pascal(nouns.join('-'))
}

const ofOne = {
  get: 'get',
  post: 'post',
  put: 'replace',
  patch: 'update',
  delete: 'delete',
} as const
const ofMany = { ...ofOne, get: 'list', post: 'create' } as const

const isVariable = (segment: string) => segment.includes('{')
const isPlural = (noun: string) => /[^s]s$/.test(noun)
const singular = (noun: string) => (isPlural(noun) ? noun.slice(0, -1) : noun)
const pascal = (words: string) =>
  words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
const camel = (words: string) => pascal(words).replace(/^./, (first) => first.toLowerCase())
