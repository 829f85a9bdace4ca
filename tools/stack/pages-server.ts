// node tools/stack/pages-server.ts FOLDER PORT: serves a built app by the code that Cloudflare Pages serves it by.
// (`wrangler pages dev` does so too, but takes the Worker's wrangler.toml for the app's.)
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { unstable_generateASSETSBinding as pagesFor } from 'wrangler'

const [, , folder = '', port = ''] = process.argv
const silent = () => {}
const log = { log: silent, debug: silent, info: silent, warn: console.warn, error: console.error }
// Its types are those of workerd; it takes what Node has.
type Pages = (request: Request) => Promise<Response>
const options = { directory: folder, log } as unknown as Parameters<typeof pagesFor>[0]
const pages = (await pagesFor(options)) as unknown as Pages

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error)
    response.destroy()
  })
}).listen(Number(port), '127.0.0.1')

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
  const { method = 'GET', url = '/' } = request
  const found = await pages(new Request(`http://127.0.0.1:${port}${url}`, { method, headers }))
  const body = Buffer.from(await found.arrayBuffer())
  response.writeHead(found.status, Object.fromEntries(found.headers))
  response.end(method === 'HEAD' ? undefined : body)
}
