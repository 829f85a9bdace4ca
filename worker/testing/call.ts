// Calls the Worker through its real fetch handler, with a separate client address for each caller.
import { exports } from 'cloudflare:workers'
import { expectDescribed } from './contract.ts'
import type {} from './declarations.ts'

export const origin = 'https://api.duly.test'
export const appOrigin = 'https://app.duly.test'

export interface CallOptions {
  method?: string
  /** Sent as a Bearer token. */
  token?: string
  /** Sent as JSON, unless it is text. */
  body?: unknown
  headers?: Record<string, string>
}

/** Sends a POST if there is a body, else a GET. Throws if the response does not match the OpenAPI document. */
export async function call(path: string, options: CallOptions = {}): Promise<Response> {
  const { token, body, method = body === undefined ? 'GET' : 'POST' } = options
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const headers = new Headers({
    'CF-Connecting-IP': someAddress(),
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(text !== undefined && {
      'Content-Type': 'application/json',
      'Content-Length': String(new TextEncoder().encode(text).length),
    }),
    ...options.headers,
  })
  const request = new Request(new URL(path, origin), { method, headers, body: text ?? null })
  const answer = await exports.default.fetch(request)
  await expectDescribed(request, answer)
  return answer
}

const someAddress = () => {
  const [a, b, c] = crypto.getRandomValues(new Uint8Array(3))
  return `10.${a}.${b}.${c}`
}

// The first request loads the whole Worker, which takes seconds. It is made here: no test is charged for it, and a file that
// calls nothing does without.
await call('/health')
