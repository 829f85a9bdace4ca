// node tools/stack/pages-server.ts FOLDER PORT: serves a built app with the code of Cloudflare Pages. (`wrangler pages
// dev` does too, but would read the Worker's wrangler.toml.)
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { unstable_generateASSETSBinding as pagesFor } from 'wrangler'

const [, , folder = '', port = ''] = process.argv
const silent = () => {}
const log = { log: silent, debug: silent, info: silent, warn: console.warn, error: console.error }
// Its types are workerd's, but it also accepts Node's.
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
