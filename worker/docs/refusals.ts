// How operations refuse: one reusable response for each status, made of the table in problem.ts.
import { authProblems, problems } from '../problem.ts'
import type { Response } from './document.ts'
import { headersOf } from './headers.ts'

/** What a status is called, and what it tells. */
const statuses: Record<string, readonly [name: string, sentence: string]> = {
  400: ['BadRequest', 'The body is not JSON, or not the text that it should be'],
  401: ['Unauthorized', 'No valid token'],
  403: ['Forbidden', 'Not with this token'],
  404: ['NotFound', "There is no such resource, or it is somebody else's"],
  405: ['MethodNotAllowed', 'The resource does not know this method'],
  406: ['NotAcceptable', '`Accept` excludes what the answer would be'],
  409: ['Conflict', 'In conflict with what is there'],
  410: ['Gone', 'That far back nothing is known any more'],
  412: ['PreconditionFailed', 'Changed since; `current` is the resource as it is'],
  413: ['ContentTooLarge', 'The body is too large'],
  415: ['UnsupportedMediaType', 'The body is of another type than is taken here, or compressed'],
  422: ['UnprocessableContent', 'Invalid fields, parameters or headers, each named in `errors`'],
  429: ['TooManyRequests', 'Too many requests; `Retry-After` says when to come back'],
  500: ['InternalServerError', 'A defect of ours; the operator finds it by `request_id`'],
  503: ['ServiceUnavailable', 'Out of reach for now; `Retry-After` says when to come back'],
}

export const isRefusal = (status: string) => Number(status) >= 400

/** Better Auth names its own codes, so theirs are not a closed list. */
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

/** Of the 401s, `/api/auth` has some of its own and none of the others: there, session tokens are looked at. */
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
