// Describes refusals: one reusable response per status, built from the table in problem.ts.
import { authProblems, problems } from '../problem.ts'
import type { Response } from './document.ts'
import { headersOf } from './headers.ts'

/** Name and description of each status. */
const statuses: Record<string, readonly [name: string, sentence: string]> = {
  400: ['BadRequest', 'The body is not valid JSON, or not UTF-8 text'],
  401: ['Unauthorized', 'There is no valid token'],
  403: ['Forbidden', 'The token does not allow this'],
  404: ['NotFound', 'The resource does not exist, or belongs to another user'],
  405: ['MethodNotAllowed', 'The resource does not support this method'],
  406: ['NotAcceptable', '`Accept` excludes every type that the operation returns'],
  409: ['Conflict', 'The request conflicts with the current state'],
  410: ['Gone', 'Changes that old are no longer available'],
  412: ['PreconditionFailed', 'The resource has changed; `current` is its current state'],
  413: ['ContentTooLarge', 'The body is too large'],
  415: [
    'UnsupportedMediaType',
    'The operation does not accept a body of this type, or the body is compressed',
  ],
  422: ['UnprocessableContent', 'Fields, parameters or headers are invalid; `errors` names each'],
  429: ['TooManyRequests', 'Too many requests; `Retry-After` says when to try again'],
  500: [
    'InternalServerError',
    'Something went wrong on our side; the operator can find it by `request_id`',
  ],
  503: ['ServiceUnavailable', 'Temporarily unavailable; `Retry-After` says when to try again'],
}

export const isRefusal = (status: string) => Number(status) >= 400

/** Better Auth has its own codes, so this list is not closed under /api/auth. */
export function refusalName(status: string, isAuth: boolean): string {
  const name = statuses[status]?.[0] ?? `Problem${status}`
  return isAuth && namedByAuth.has(status) ? `Auth${name}` : name
}
const namedByAuth: ReadonlySet<string> = new Set(['400', '401', '403', '404', '422'])

export function refusal(status: string, isAuth: boolean): Response {
  const codes = codesOf(status, isAuth)
  const isOpen = isAuth && namedByAuth.has(status)
  const example = Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }]))
  const problem = { $ref: '#/components/schemas/Problem' }
  const narrowed = {
    allOf: [
      problem,
      {
        type: 'object' as const,
        properties: {
          status: { type: 'integer' as const, enum: [Number(status)] },
          code: { type: 'string' as const, enum: codes },
        },
      },
    ],
  }
  return {
    description: statuses[status]?.[1] ?? 'Refused',
    headers: headersOf(status, []),
    content: {
      'application/problem+json': {
        schema: isOpen || codes.length === 0 ? problem : narrowed,
        ...(codes.length > 0 && { examples: example }),
      },
    },
  }
}

const everyProblem = new Map<string, readonly [status: number, title: string]>(
  Object.entries({ ...problems, ...authProblems }),
)
const authCodes: ReadonlySet<string> = new Set(Object.keys(authProblems))

/** Some 401s occur only under `/api/auth`, which checks session tokens, and the others never there. */
const codesOf = (status: string, isAuth: boolean) =>
  [...everyProblem.keys()]
    .filter((code) => everyProblem.get(code)?.[0] === Number(status))
    .filter((code) => isAuth || !authCodes.has(code))
    .filter(
      (code) => status !== '401' || (code === 'session_invalid' || authCodes.has(code)) === isAuth,
    )

const exampleOf = (code: string) => ({
  type: `urn:duly:problem:${code}`,
  status: everyProblem.get(code)?.[0],
  code,
  title: everyProblem.get(code)?.[1],
  ...(code === 'validation_failed' && {
    errors: [{ pointer: '/title', in: 'body', code: 'required', detail: 'is required' }],
  }),
  request_id: '6d8e84ac-6e3b-4d65-99b6-0c8fb3e76c0e',
})
