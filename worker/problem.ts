// Every error that leaves the API is made here: application/problem+json (RFC 9457).
import type { Context } from 'hono'

/** Code → status and title. The code is the contract; titles may change. */
export const problems = {
  malformed_json: [400, 'The body is not valid JSON'],
  malformed_text: [400, 'The body is not UTF-8 text'],
  unauthenticated: [401, 'A Bearer token is required'],
  token_invalid: [401, 'The access token is not valid'],
  token_expired: [401, 'The access token has expired'],
  token_revoked: [401, 'The access token has been revoked, or its session has ended'],
  session_invalid: [401, 'The session token is missing, unknown, or has ended'],
  insufficient_scope: [403, 'The access token lacks a scope'],
  session_required: [403, 'This needs a signed-in session, not a personal access token'],
  forbidden_user: [403, 'The path names a different user than the token'],
  not_found: [404, 'The resource does not exist'],
  method_not_allowed: [405, 'The resource does not support this method'],
  not_acceptable: [406, 'The request accepts no type that this operation returns'],
  task_exists: [409, 'Another task has this id'],
  list_exists: [409, 'Another list has this id'],
  task_in_trash: [409, 'The task is in the trash; restore it first'],
  too_many_tokens: [409, 'The token limit is reached; revoke a token first'],
  quota_exceeded: [409, 'This would exceed a quota of the account'],
  changes_expired: [410, 'Changes that old are no longer available; start again from 0'],
  version_mismatch: [412, 'The resource has changed since it was read'],
  payload_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The operation does not accept a body of this type'],
  idempotency_key_reused: [422, 'The Idempotency-Key was used for another request'],
  validation_failed: [422, 'The request has invalid fields'],
  rate_limited: [429, 'Too many requests'],
  internal_error: [500, 'Something went wrong on our side'],
  misconfigured: [500, 'This deployment is not configured'],
  service_unavailable: [503, 'A part of the service does not respond'],
  database_unavailable: [503, 'The database cannot be reached'],
  not_ready: [503, 'This deployment is not ready'],
} as const satisfies Record<string, readonly [status: number, title: string]>
export type ProblemCode = keyof typeof problems

/** Better Auth's own errors under `/api/auth`: all that the served endpoints can return (auth/mount.ts). */
export const authProblems = {
  invalid_password: [400, 'Invalid password'],
  invalid_email_or_password: [401, 'Invalid email or password'],
  invalid_origin: [403, 'Invalid origin'],
  missing_or_null_origin: [403, 'Missing or null Origin'],
  user_already_exists_use_another_email: [422, 'User already exists. Use another email.'],
} as const satisfies Record<string, readonly [status: number, title: string]>

/** The parts of a request that can be invalid. */
export type RequestPart = 'body' | 'query' | 'header'

/** One invalid field; `pointer` is a JSON Pointer (RFC 6901) into its part of the request. */
export interface FieldProblem {
  pointer: string
  /** Absent: the body. */
  in?: RequestPart
  code: string
  detail: string
}

interface ProblemMembers {
  detail?: string
  errors?: FieldProblem[]
  /** The current resource, if the request was based on another version. */
  current?: unknown
  /** Index of the refused operation in a batch, from 0. */
  index?: number
  /** The quota that would be exceeded, its limit, and the current usage. */
  quota?: string
  limit?: number
  used?: number
}

/** The only error that handlers throw on purpose. `headers` are added to the response. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly members: ProblemMembers
  readonly headers: Record<string, string>

  constructor(
    code: ProblemCode,
    members: ProblemMembers = {},
    options: { headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(members.detail ?? problems[code][1], { cause: options.cause })
    this.code = code
    this.members = members
    this.headers = options.headers ?? {}
  }

  get status(): number {
    return problems[this.code][0]
  }
}

/**
 * Not an error but a 204 response, thrown so that handlers need not expect it. Either the client asked for a minimal
 * response, or the response to an earlier request with this key was too large to store.
 */
export class AnswerOmitted extends Error {
  override readonly name = 'AnswerOmitted'
}

/** An outage is never reported as a failed credential: 503, with the time to retry. */
export const unavailable = (cause?: unknown) =>
  new Problem('database_unavailable', {}, { headers: { 'Retry-After': '2' }, cause })

/** Like `unavailable`, for parts other than the database. */
export const partUnavailable = (cause: unknown) =>
  new Problem('service_unavailable', {}, { headers: { 'Retry-After': '2' }, cause })

/** Writes a problem response, including those with Better Auth's own text (`auth/mount.ts`). */
export function problemResponse(
  c: Context,
  status: number,
  body: { code: string; title: string } & Record<string, unknown>,
  headers: Record<string, string> = {},
): Response {
  const members = { type: typeOf(body.code), status, ...body, request_id: c.get('requestId') }
  return new Response(JSON.stringify(members), {
    status,
    headers: {
      ...(status === 401 && { 'WWW-Authenticate': bearerRealm }),
      ...headers,
      'Content-Type': 'application/problem+json',
    },
  })
}

/** Handles every error last. Logs a cause by its name and code only, because messages may quote user data. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof AnswerOmitted)
    return c.body(null, 204, { 'Preference-Applied': 'return=minimal' })
  const problem = logged(error, c)
  const { errors, ...members } = problem.members
  const body = {
    code: problem.code,
    title: problems[problem.code][1],
    ...members,
    ...(errors && { errors: errors.map(located) }),
  }
  return problemResponse(c, problem.status, body, { ...challenge(problem), ...problem.headers })
}

const located = ({ pointer, in: part = 'body', ...rest }: FieldProblem) => ({
  pointer,
  in: part,
  ...rest,
})

/** Returns the problem that an error stands for, and logs it if it is our fault. */
export function logged(error: unknown, c: Context): Problem {
  const problem = error instanceof Problem ? error : asProblem(error)
  if (problem.status >= 500) log(problem, c)
  return problem
}

/** The challenge of a 401 (RFC 6750, section 3). It has no details if no token was sent. */
function challenge({ code, status }: Problem): Record<string, string> {
  if (status !== 401 || code === 'unauthenticated') return {}
  const description = `error="invalid_token", error_description="${problems[code][1]}"`
  return { 'WWW-Authenticate': `${bearerRealm}, ${description}` }
}

const bearerRealm = 'Bearer realm="duly"'

/** 403 that names the missing scopes (RFC 6750, section 3.1). */
export function lacksScope(scopes: readonly string[], cause?: unknown): Problem {
  const challenge = `${bearerRealm}, error="insufficient_scope", scope="${scopes.join(' ')}"`
  return new Problem(
    'insufficient_scope',
    {},
    { headers: { 'WWW-Authenticate': challenge }, cause },
  )
}

/** Answers every request of a deployment with wrong settings: with their names, never their values. */
export function misconfigured(wrong: string[]): Response {
  const code = 'misconfigured'
  const request_id = crypto.randomUUID()
  console.error(JSON.stringify({ level: 'error', problem: code, request_id, settings: wrong }))
  const [status, title] = problems[code]
  const detail = wrong.join('; ')
  return Response.json(
    { type: typeOf(code), title, status, detail, code, request_id },
    {
      status,
      headers: {
        'Cache-Control': 'private, no-store',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
        'Content-Type': 'application/problem+json',
        'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
        'X-Content-Type-Options': 'nosniff',
        'X-Request-Id': request_id,
      },
    },
  )
}

function asProblem(error: unknown): Problem {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (status === 400) return new Problem('malformed_json', {}, { cause: error })
  if (status === 415) return new Problem('unsupported_media_type', {}, { cause: error })
  if (status === 413) return new Problem('payload_too_large', {}, { cause: error })
  return new Problem('internal_error', {}, { cause: error })
}

function log(problem: Problem, c: Context): void {
  const cause = problem.cause instanceof Error ? problem.cause : undefined
  const code = cause && 'code' in cause ? cause.code : undefined
  // Drops the message before the first frame; it may contain lines that look like frames.
  const frames = cause?.stack?.split(cause.message).at(-1)
  const stack = frames?.split('\n').filter((line) => line.trimStart().startsWith('at '))
  console.error(
    JSON.stringify({
      level: 'error',
      problem: problem.code,
      request_id: c.get('requestId'),
      method: c.req.method,
      route: c.req.routePath,
      cause: cause?.name,
      cause_code: code,
      stack: problem.code === 'internal_error' ? stack : undefined,
    }),
  )
}

/** Identifies the kind of problem (RFC 9457, section 3.1.1); docs/problems.md lists them. */
const typeOf = (code: string) => `urn:duly:problem:${code}`
