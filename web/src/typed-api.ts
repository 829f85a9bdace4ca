// The typed API: hono's client, for pages that are not in the first chunk.
import { hc } from 'hono/client'
import type { App } from '../../worker/app.ts'
import { type Authorize, baseUrl, fetchFor } from './api.ts'

export type Api = ReturnType<typeof hc<App>>['api']['v1']

const apis = new WeakMap<Authorize, Api>()

/** The typed API for one account: the same object for the same account. */
export function apiFor(authorize: Authorize): Api {
  const known = apis.get(authorize)
  if (known) return known
  const api = hc<App>(baseUrl, { fetch: fetchFor(authorize) }).api.v1
  apis.set(authorize, api)
  return api
}
