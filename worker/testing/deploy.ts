// The Worker as another deployment, with other settings and fresh modules.

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { origin } from './call.ts'

type Deployment = (
  path: string,
  init?: RequestInit<IncomingRequestCfProperties>,
) => Promise<Response>

/**
 * `undefined` removes a setting. The modules replace those of the Worker under test, including the Durable Object that
 * hashes passwords: nobody can sign up or in after the first call.
 */
export async function deploy(settings: Record<string, unknown>): Promise<Deployment> {
  vi.resetModules()
  const { default: worker } = await import('../index.ts')
  const environment = { ...env, ...settings }
  return async (path, init) => {
    const context = createExecutionContext()
    const request = new Request(new URL(path, origin), init)
    const answer = await worker.fetch(request, environment, context)
    await waitOnExecutionContext(context)
    return answer
  }
}
