/** The control port: the call log, fault rules, and whether the endpoint is up. */

import { createServer, type IncomingMessage, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import type { CallLog } from './call-log.ts'
import { type Faults, parseFaults } from './faults.ts'
import { isLocalProgram, refuseBrowser } from './local-only.ts'

interface Controlled {
  log: CallLog
  faults: Faults
  setDown(down: boolean): void
}

export function controlServer(controlled: Controlled): Server {
  const actions = actionsOn(controlled)
  return createServer(async (request, response) => {
    if (!isLocalProgram(request)) return refuseBrowser(response)
    const action = actions.get(`${request.method} ${request.url}`)
    if (!action) {
      return response.writeHead(404).end(`One of: ${[...actions.keys()].join(', ')}\n`)
    }
    try {
      const answer = await action(request)
      if (answer === undefined) response.writeHead(204).end()
      else {
        const type = { 'content-type': 'application/json' }
        response.writeHead(200, type).end(`${JSON.stringify(answer)}\n`)
      }
    } catch (error) {
      response.writeHead(400).end(`${error instanceof Error ? error.message : error}\n`)
    }
  })
}

function actionsOn({ log, faults, setDown }: Controlled) {
  return new Map<string, (request: IncomingMessage) => unknown>([
    ['GET /log', () => log.list()],
    ['DELETE /log', () => log.clear()],
    ['GET /faults', () => faults.list()],
    ['PUT /faults', async (request) => faults.set(parseFaults(JSON.parse(await text(request))))],
    ['DELETE /faults', () => faults.set([])],
    ['POST /down', () => setDown(true)],
    ['POST /up', () => setDown(false)],
  ])
}
