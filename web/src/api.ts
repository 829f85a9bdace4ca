// The only file that calls the API: everything the app hears from it passes through here.
import type { Send } from './data/contract.ts'

export const baseUrl = import.meta.env.VITE_API_URL
const timeoutMs = 20_000

export type FieldError = { pointer: string; code: string; detail: string }

type Problem = {
  code: string
  detail: string
  errors: FieldError[]
  requestId: string | null
  /** The current resource, on 412. */
  current: unknown
  /** The index of the refused operation in a batch. */
  index: number | null
}

/** Every way a call can fail. `status` is 0 if the API itself did not answer (`unanswered`). */
export class ApiFailure extends Error {
  override name = 'ApiFailure'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: FieldError[]
  readonly requestId: string | null
  readonly current: unknown
  readonly index: number | null
  readonly retryAfterSeconds: number | null

  constructor(status: number, problem: Partial<Problem>, retryAfterSeconds: number | null = null) {
    const detail = problem.detail || 'The service gave no reason.'
    super(detail)
    this.status = status
    this.code = problem.code || 'unknown'
    this.detail = detail
    this.errors = problem.errors ?? []
    this.requestId = problem.requestId ?? null
    this.current = problem.current
    this.index = problem.index ?? null
    this.retryAfterSeconds = retryAfterSeconds
  }

  /** Temporary: the same call may succeed later. */
  get isOutage() {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }

  /** The access token was refused; only a renewal tells whether the session is still alive. */
  get isTokenRefusal() {
    return this.status === 401 && this.code.startsWith('token_')
  }
}

type Call = { method?: 'GET' | 'POST'; body?: unknown; token?: string }

/** Calls a path outside the typed API, which means Better Auth. Throws `ApiFailure`. */
export function call(path: string, { method = 'GET', body, token }: Call): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' })
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (method === 'GET') return send(baseUrl + path, { method, headers })
  headers.set('content-type', 'application/json')
  return send(baseUrl + path, { method, headers, body: JSON.stringify(body ?? {}) })
}

/** Runs a request with a valid token, and knows when to retry with a newer one. */
export type Authorize = (request: (token: string) => Promise<Response>) => Promise<Response>

/** `fetch` with an account's token, for typed clients. */
export const fetchFor =
  (authorize: Authorize) =>
  (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> =>
    authorize((token) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${token}`)
      return send(input, { ...init, headers })
    })

/** Sends requests for the data layer, which stores them exactly as they are sent: no types, no client. */
export const sendFor =
  (authorize: Authorize, api = baseUrl, over = fetch): Send =>
  async ({ method, path, body, idempotencyKey }) => {
    const response = await authorize((token) => {
      const headers = {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body !== null && { 'content-type': 'application/json' }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey, prefer: 'return=minimal' }),
      }
      return send(api + path, { method, headers, body }, over)
    })
    if (response.status !== 204) return (await bodyOf(response)) ?? foreign()
    // Apart from deletions, only the replay of an earlier request may come without a body.
    return method === 'DELETE' || response.headers.has('idempotency-replayed') ? null : foreign()
  }

async function send(input: RequestInfo | URL, init: RequestInit, over = fetch): Promise<Response> {
  const response = await over(input, {
    ...init,
    credentials: 'omit',
    // Callers that pass a signal have a long request and a way to stop it.
    signal: init.signal ?? AbortSignal.timeout(timeoutMs),
  }).catch(unanswered)
  const { ok, headers } = response
  // Every response of the API has an X-Request-Id. One that has neither that nor JSON comes from something else, such
  // as a captive portal.
  const isOurs = headers.has('x-request-id') || headers.get('content-type')?.includes('json')
  if (ok) return isOurs ? response : foreign()
  throw await failureOf(response)
}

/** Returns the JSON of a response. If it is cut off or malformed, it counts as no answer. */
export const bodyOf = (response: Response): Promise<unknown> => response.json().catch(unanswered)

const codeOf: Record<string, string> = {
  TimeoutError: 'timeout',
  AbortError: 'cancelled',
  SyntaxError: 'foreign',
}

/** Throws the failure of a call that the API did not answer: nothing came, or something else answered (`foreign`). */
function unanswered(cause: unknown, retryAfterSeconds: number | null = null): never {
  const code = (cause instanceof Error && codeOf[cause.name]) || 'network'
  const detail = 'The service cannot be reached right now.'
  throw new ApiFailure(0, { code, detail }, retryAfterSeconds)
}

/** Like `unanswered`, for a well-formed response that cannot be the API's. */
export const foreign = (retryAfterSeconds: number | null = null): never =>
  unanswered(new SyntaxError(), retryAfterSeconds)

async function failureOf(response: Response): Promise<ApiFailure> {
  const { status, headers } = response
  const body: unknown = await response.json().catch(() => null)
  const problem = isObject(body) ? body : {}
  const code = textIn(problem, 'code')
  const retryAfterSeconds = Number(headers.get('retry-after')) || null
  const type = `urn:duly:problem:${code}`
  const isOurs =
    code &&
    headers.get('content-type')?.startsWith('application/problem+json') &&
    (problem.type ?? type) === type &&
    problem.status === status
  if (!isOurs) foreign(retryAfterSeconds)
  return new ApiFailure(
    status,
    {
      code,
      detail: textIn(problem, 'detail') || textIn(problem, 'title'),
      errors: Array.isArray(problem.errors) ? problem.errors.filter(isFieldError) : [],
      requestId: textIn(problem, 'request_id') || headers.get('x-request-id'),
      current: problem.current,
      index: typeof problem.index === 'number' ? problem.index : null,
    },
    retryAfterSeconds,
  )
}

function isFieldError(value: unknown): value is FieldError {
  return isObject(value) && ['pointer', 'code', 'detail'].every((key) => textIn(value, key) !== '')
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Returns a string from an unvalidated response; empty if there is none. */
export function textIn(value: Record<string, unknown>, key: string): string {
  const text = value[key]
  return typeof text === 'string' ? text : ''
}
