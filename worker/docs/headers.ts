// Every response header, each described once.
import type { Header } from './document.ts'

const text = (description: string, example: string, required = true): Header => ({
  description,
  required,
  schema: { type: 'string', examples: [example] },
})

export const headers = {
  'X-Request-Id': text(
    "The request's own if it is well-formed (at most 100 of `A-Z a-z 0-9 _ - =`), else a new one.",
    '6d8e84ac-6e3b-4d65-99b6-0c8fb3e76c0e',
  ),
  'Server-Timing': text(
    'What the database and the whole request took, in milliseconds.',
    'db;dur=12.3;desc="1 call, 2 statements", total;dur=14.0',
  ),
  ETag: text("The resource's version in quotation marks; for `If-Match`.", '"1"'),
  Location: text('Path of the new resource.', '/api/v1/tasks/019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10'),
  Link: text(
    'The next page (`rel="next"`), where there is one.',
    '</api/v1/tasks?limit=50&cursor=eyJ9>; rel="next"',
    false,
  ),
  'Retry-After': text('Seconds to wait before another attempt.', '2'),
  'WWW-Authenticate': text(
    'What is wrong with the token (RFC 6750); without `error` where none was sent.',
    'Bearer realm="duly", error="invalid_token", error_description="The access token has expired"',
  ),
  'Scope-Challenge': text(
    '`WWW-Authenticate`, where a scope is missing: which (RFC 6750, section 3.1).',
    'Bearer realm="duly", error="insufficient_scope", scope="tasks:write"',
    false,
  ),
  Allow: text('The methods that the resource knows.', 'GET, HEAD, POST'),
  Accept: text('The types that a body may have.', 'application/json', false),
  'Accept-Patch': text(
    'The types that a patch may have (RFC 5789).',
    'application/merge-patch+json, application/json',
    false,
  ),
  'Accept-Encoding': text('`identity`, where the body came compressed.', 'identity', false),
  'Idempotency-Replayed': text(
    '`true` where this is the answer of an earlier request with the same `Idempotency-Key`.',
    'true',
    false,
  ),
  'Preference-Applied': text(
    '`return=minimal` where the answer is the minimal one: it was asked for, or the whole was too much to be kept.',
    'return=minimal',
    false,
  ),
  'Content-Location': text(
    'Path of what was written, where the answer leaves it out.',
    '/api/v1/tasks/019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10',
    false,
  ),
  'set-auth-token': text('The session token: for `/api/auth`, good for 7 days.', 'kX3…signed'),
} satisfies Record<string, Header>
type HeaderName = keyof typeof headers

const isKnown = (name: string): name is HeaderName => Object.hasOwn(headers, name)

const headerRef = (component: HeaderName) => ({ $ref: `#/components/headers/${component}` })

/** The headers of a response: those that all share, those of its status, and its own. */
export function headersOf(status: string, own: readonly string[]) {
  const names = [...always, ...(ofStatus[status] ?? []), ...own].filter(isKnown)
  const described: Record<string, { $ref: string }> = {}
  for (const name of names) described[name] = headerRef(name)
  if (status === '403') described['WWW-Authenticate'] = headerRef('Scope-Challenge')
  return described
}

const always = ['X-Request-Id', 'Server-Timing'] as const
const ofStatus: Record<string, readonly HeaderName[]> = {
  401: ['WWW-Authenticate'],
  405: ['Allow'],
  415: ['Accept', 'Accept-Patch', 'Accept-Encoding'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}
