// Writes a request as someone at a terminal would send it.
import { securityOf } from './complete.ts'
import { at, type Described, type Document } from './document.ts'
import { exampleOf } from './example.ts'

export function curlOf(document: Document, { method, path, operation, parameters }: Described) {
  const named = (name: string) => parameters.find((one) => one.name === name)
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = named(name)?.schema
    return encodeURIComponent(String(schema ? exampleOf(document, schema) : name))
  })
  const [needed] = securityOf(document, operation)
  const body = operation.requestBody && at(document, operation.requestBody)
  const [type, media] = Object.entries(body?.content ?? {})[0] ?? []
  const verb = method === 'get' || (method === 'post' && media) ? '' : ` -X ${method.toUpperCase()}`
  const parts = [
    `curl${verb} ${quoted(`${document.servers?.[0]?.url ?? ''}${url}`)}`,
    needed && `-H "Authorization: Bearer ${'sessionToken' in needed ? '$SESSION' : '$TOKEN'}"`,
    type && `-H 'Content-Type: ${type}'`,
    media && `-d ${quoted(asText(media.example))}`,
  ]
  return parts.filter(Boolean).join(' \\\n  ')
}

const asText = (example: unknown) =>
  typeof example === 'string' ? example : JSON.stringify(example)

/** Quotes text only if a shell would split or expand it. */
const quoted = (text: string) =>
  /^[\w./:@%=+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
