// Every operation of the OpenAPI document, ready to be called: tests over all of them cover a new one by its being there.
import { securityOf } from '../docs/complete.ts'
import { at, type Document, operationsOf, type SchemaOrRef } from '../docs/document.ts'
import { exampleOf } from '../docs/example.ts'
import type { CallOptions } from './call.ts'
import { documented } from './contract.ts'

export interface Probe {
  name: string
  method: string
  /** With variables: `/api/v1/tasks/{id}`. */
  path: string
  /** What opens it. */
  needs: 'access token' | 'session token' | 'nothing'
  /** Of the body, if there is one: JSON where that will do. */
  type: string | undefined
  /** A table that it takes, where it takes one: how that is written. */
  table: string | undefined
  /** Absent where no JSON body is described. */
  schema: SchemaOrRef | undefined
  /** A body with its required fields, and one with every field. */
  least?: unknown
  whole?: unknown
  /** Where the whole body takes an id, whatever its example says there. */
  ids: string[][]
  parameters: { name: string; in: string; isId: boolean }[]
}

export async function probes(): Promise<Probe[]> {
  const document = await documented()
  return operationsOf(document).map(({ method, path, operation, parameters }) => {
    const body = operation.requestBody && at(document, operation.requestBody)
    const content = Object.entries(body?.content ?? {})
    const [type, media] = content.find(([type]) => type.endsWith('json')) ?? content[0] ?? []
    const schema = media?.schema
    return {
      name: operation.operationId ?? path,
      method: method.toUpperCase(),
      path,
      needs: neededBy(document, operation),
      type,
      table: body?.content['text/csv']?.example,
      schema: body?.content['application/json']?.schema,
      ...(schema && examplesOf(document, schema)),
      ids: schema ? idsIn(document, schema) : [],
      parameters: parameters.map(({ name, in: where, schema }) => ({
        name,
        in: where,
        isId: schema !== undefined && idsIn(document, schema).length > 0,
      })),
    }
  })
}

/** A patch with nothing in it changes nothing. */
function examplesOf(document: Document, schema: SchemaOrRef) {
  const whole = exampleOf(document, schema)
  const least = exampleOf(document, schema, false)
  return { whole, least: JSON.stringify(least) === '{}' ? whole : least }
}

/** Of alternatives, those of the first, which is the example's. */
function idsIn(document: Document, schemaOrRef: SchemaOrRef, place: string[] = []): string[][] {
  const schema = at(document, schemaOrRef)
  if (schema.format === 'uuid') return [place]
  const { properties = {}, items, oneOf = [], anyOf = [] } = schema
  const inside = Object.entries(properties).flatMap(([name, property]) =>
    idsIn(document, property, [...place, name]),
  )
  const [alternative] = [oneOf[0], ...anyOf].flatMap((one) =>
    one ? [idsIn(document, one, place)].filter((ids) => ids.length > 0) : [],
  )
  return [
    ...inside,
    ...(items ? idsIn(document, items, [...place, '0']) : []),
    ...(alternative ?? []),
  ]
}

function neededBy(document: Document, operation: Parameters<typeof securityOf>[1]) {
  const [first] = securityOf(document, operation)
  if (!first) return 'nothing'
  return 'sessionToken' in first ? 'session token' : 'access token'
}

/** The path with its variables filled in: the caller's own, and ids that no resource has. */
export const concrete = ({ path }: Probe, ids: Record<string, string> = {}) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'user_id' ? (ids.user_id ?? 'me') : (ids[name] ?? crypto.randomUUID()),
  )

/** As the document says that it is called, but for what `options` say. */
export function proper({ method, least, type }: Probe, options: CallOptions = {}): CallOptions {
  const headers = { ...(type && { 'Content-Type': type }), ...options.headers }
  return { method, ...(least !== undefined && { body: least }), ...options, headers }
}

/** Without those that are another operation's room, mounted once more under the user's id. */
export const unmirrored = (list: Probe[]) =>
  list.filter(({ name }) => !list.some((one) => name === `${one.name}OfUser`))
