// Checks every response in tests against the OpenAPI document of the Worker under test.
import { exports } from 'cloudflare:workers'
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import {
  type Response as Answer,
  at,
  type Described,
  type Document,
  operationsOf,
  type SchemaOrRef,
} from '../docs/document.ts'

/** Returns the document as served, fetched once per test file. */
export function documented(): Promise<Document> {
  asked ??= exports.default
    .fetch(new Request('https://api.duly.test/api/openapi.json'))
    .then((answer) => answer.json<Document>())
  return asked
}
let asked: Promise<Document> | undefined

/** Pages that describe the API but are not operations of it. */
const descriptions = new Set(['/api/openapi.json', '/api/docs'])

/** @throws Error that names the operation, the status, and what does not match */
export async function expectDescribed(request: Request, answer: Answered): Promise<void> {
  if (request.method === 'OPTIONS') return
  expectGuarded(request, answer)
  const document = await documented()
  const { pathname } = new URL(request.url)
  if ((answer.ok || answer.status === 304) && descriptions.has(pathname)) return
  const method = request.method === 'HEAD' ? 'get' : request.method.toLowerCase()
  const found = find(document, method, pathname)
  const named = found?.operation.operationId ?? `${method} ${pathname}`
  const wrong = (what: string) => new Error(`${named}, ${answer.status}: ${what}`)
  const type = answer.headers.get('Content-Type')?.split(';')[0] ?? ''

  if (!found) {
    if (answer.status < 400) throw wrong('no operation is described that could answer so')
    if (type !== 'application/problem+json') throw wrong(`is no problem but "${type}"`)
    return
  }
  const described = found.operation.responses?.[answer.status]
  if (!described) throw wrong('the status is not described')
  const { headers = {}, content }: Answer = at(document, described)
  for (const [name, header] of Object.entries(headers)) {
    const { required } = at(document, header)
    if (required && !answer.headers.has(name)) throw wrong(`lacks the header ${name}`)
  }
  const text = request.method === 'HEAD' ? '' : await answer.clone().text()
  const media = content?.[type]
  if (!content) {
    if (text !== '') throw wrong('has a body, and none is described')
    return
  }
  if (!media) throw wrong(`the type "${type}" is not described`)
  if (request.method === 'HEAD' || !media.schema || !/json$/.test(type)) return
  const fault = faultOf(document, media.schema, JSON.parse(text))
  if (fault) throw wrong(`${fault.instanceLocation} ${fault.error} (${fault.keywordLocation})`)
}

/** Checks headers that every response must have against caching, sniffing and insecure transport. */
function expectGuarded({ method, url }: Request, { headers, status }: Answered): void {
  const wrong = Object.entries(guarding).filter(
    ([name, value]) => !value.test(headers.get(name) ?? ''),
  )
  if (wrong.length > 0) {
    throw new Error(`${method} ${new URL(url).pathname}, ${status}: ${wrong.join('; ')} is not so`)
  }
}
type Answered = globalThis.Response
const guarding: Record<string, RegExp> = {
  'Cache-Control': /no-store|no-cache|^public, max-age=300$/,
  'X-Content-Type-Options': /^nosniff$/,
  'Strict-Transport-Security': /^max-age=\d{7,}/,
  'Content-Security-Policy': /default-src 'none'/,
  'Access-Control-Allow-Credentials': /^$/,
  'Set-Cookie': /^$/,
  Vary: /Origin/i,
}

/** Prefers a path without variables to one with them. */
function find(document: Document, method: string, pathname: string): Described | undefined {
  patterns ??= operationsOf(document)
    .map((described) => ({ described, pattern: patternOf(described.path) }))
    .toSorted((a, b) => variables(a.described.path) - variables(b.described.path))
  return patterns.find(
    ({ described, pattern }) => described.method === method && pattern.test(pathname),
  )?.described
}
let patterns: { described: Described; pattern: RegExp }[] | undefined

const variables = (path: string) => path.split('{').length
function patternOf(path: string): RegExp {
  const pattern = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}$`)
}

/** Returns the innermost error of a value, if any. */
export function faultOf(
  document: Document,
  schema: SchemaOrRef,
  value: unknown,
): OutputUnit | undefined {
  const key = JSON.stringify(schema)
  const validator = validators.get(key) ?? compiled(document, key)
  validators.set(key, validator)
  const { valid, errors } = validator.validate(value)
  return valid ? undefined : (errors.at(-1) ?? errors[0])
}
const validators = new Map<string, Validator>()

/** Makes a standalone JSON Schema: the document's components become its definitions. */
function compiled(document: Document, schema: string): Validator {
  const components = JSON.stringify(document.components?.schemas ?? {})
  const whole = `{"allOf":[${schema}],"$defs":${components}}`
  const root: Schema = JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/'))
  return new Validator(root, '2020-12')
}
