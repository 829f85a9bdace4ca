// Adds what all routes share and none states itself: names, headers, refusals, examples.
import type { Document, Operation, Parameter, Response } from './document.ts'
import { at, type Described, operationsOf } from './document.ts'
import { exampleOf } from './example.ts'
import { headers, headersOf } from './headers.ts'
import { operationIdOf } from './names.ts'
import { isRefusal, refusal, refusalName } from './refusals.ts'
import { tags } from './tags.ts'

/** Modifies the document in place. */
export function complete(document: Document): Document {
  document.components ??= {}
  document.components.responses = {}
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    if (path.includes('{user_id}')) item.parameters = [{ ...userId }]
  }
  const operations = operationsOf(document)
  for (const described of operations) completeOperation(document, described)
  const mentioned = JSON.stringify([document.paths, document.components.responses])
  document.components.headers = Object.fromEntries(
    Object.entries(headers).filter(([name]) =>
      mentioned.includes(`"#/components/headers/${name}"`),
    ),
  )
  const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []))
  const inOrder = Object.keys(tags).filter((name) => used.delete(name))
  document.tags = [...inOrder, ...used].map((name) => ({ name, description: tags[name] ?? '' }))
  return document
}

/** Comes from the path where a room is mounted, so no route of the room knows it. */
const userId: Parameter = {
  name: 'user_id',
  in: 'path',
  required: true,
  description: "The caller's own id, or `me`. Anybody else's is refused with 403.",
  schema: { type: 'string', examples: ['me'] },
}

/** Every POST accepts it; the guard handles it (idempotency.ts). */
const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same key with the same request gets the first answer again, for 24 hours; with another request, 422.',
  schema: { type: 'string', minLength: 1, maxLength: 255, examples: ['8e03978e-40d5-43dd-bc93'] },
}

function completeOperation(document: Document, described: Described): void {
  const { method, path, operation, parameters } = described
  operation.operationId ??= operationIdOf(method, path)
  operation.description = [operation.description, needs(document, operation)]
    .filter(Boolean)
    .join('\n\n')
  for (const parameter of parameters) exemplify(document, parameter)
  const body = operation.requestBody && at(document, operation.requestBody)
  for (const media of Object.values(body?.content ?? {})) {
    if (media.schema && !media.examples) media.example ??= exampleOf(document, media.schema)
  }
  const isAuth = path.startsWith('/api/auth/')
  const isGuarded = securityOf(document, operation).length > 0
  const isRepeatable = isGuarded && method === 'post' && path.startsWith('/api/v1/')
  if (isRepeatable) operation.parameters = [...(operation.parameters ?? []), { ...idempotencyKey }]
  const responses: Operation['responses'] = operation.responses ?? {}
  const isPreferring = parameters.some(({ name }) => name.toLowerCase() === 'prefer')
  if (isRepeatable || isPreferring) responses['204'] ??= { description: omitted }
  for (const status of [...usual, ...(isGuarded ? ['401', '429'] : []), ...(isAuth ? auth : [])]) {
    responses[status] ??= { description: '' }
  }
  for (const [status, response] of Object.entries(responses)) {
    if (isRefusal(status)) {
      const name = refusalName(status, isAuth)
      document.components ??= {}
      document.components.responses ??= {}
      document.components.responses[name] ??= refusal(status, isAuth)
      responses[status] = { $ref: `#/components/responses/${name}` }
    } else
      completeResponse(document, status, at<Response>(document, response), {
        isRepeatable,
        isPreferring,
      })
  }
  operation.responses = responses
}

const omitted =
  'Done, and the answer is left out: by `Prefer`, or because what an earlier request with this key was answered is more ' +
  'than is kept'

/** Any operation may answer with these. Bodies and conditions are refused even where none is described. */
const usual = ['400', '406', '413', '415', '422', '500', '503']
/** Better Auth refuses unknown origins, and its limits also count requests without a session. */
const auth = ['403', '429']

function completeResponse(
  document: Document,
  status: string,
  response: Response,
  { isRepeatable, isPreferring }: { isRepeatable: boolean; isPreferring: boolean },
): void {
  const own = Object.keys(response.headers ?? {})
  const media = Object.values(response.content ?? {})
  const isPage = media.some(({ schema }) => {
    const properties = schema && at(document, schema).properties
    return properties !== undefined && 'next_cursor' in properties
  })
  if (isPage) own.push('Link')
  if (isRepeatable) own.push('Idempotency-Replayed')
  if (isRepeatable || isPreferring) own.push('Preference-Applied')
  if (isPreferring && status === '204') own.push('Content-Location')
  if (status === '304') own.push('ETag')
  response.headers = { ...response.headers, ...headersOf(status, own) }
  for (const one of media) {
    if (one.schema && !one.examples) one.example ??= exampleOf(document, one.schema)
  }
}

function exemplify(document: Document, parameter: Parameter): void {
  if (parameter.in === 'header') parameter.name = headerName(parameter.name)
  if (parameter.schema && parameter.in === 'path' && !parameter.examples) {
    parameter.example ??= exampleOf(document, parameter.schema)
  }
}

/** `if-match`, as validators need it, → `If-Match`. */
const headerName = (name: string) => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())

export const securityOf = (document: Document, operation: Operation) =>
  operation.security ?? document.security ?? []

/** Scopes are not part of `security`, where OpenAPI tools expect them only for OAuth 2. */
const scopesOf = (operation: Operation): string[] => operation['x-required-scopes'] ?? []

/** States what the caller needs. */
function needs(document: Document, operation: Operation): string {
  const [first] = securityOf(document, operation)
  if (!first) return 'Open to everybody.'
  if ('sessionToken' in first) return 'Needs the session token.'
  if (operation['x-session-only']) {
    return 'Needs an access token of a session; a personal access token is refused.'
  }
  const wanted = scopesOf(operation)
    .map((scope) => `\`${scope}\``)
    .join(', ')
  return wanted
    ? `Needs an access token with ${wanted}.`
    : 'Needs an access token; any scope will do.'
}
