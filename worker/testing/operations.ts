// Every operation of the OpenAPI document, ready to be called. Tests over all of them cover new operations
// automatically.
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
  /** The credential that it needs. */
  needs: 'access token' | 'session token' | 'nothing'
  /** The type of the body, if there is one; JSON if that is accepted. */
  type: string | undefined
  /** The table format that it accepts, if any. */
  table: string | undefined
  /** Absent if no JSON body is described. */
  schema: SchemaOrRef | undefined
  /** A body with its required fields, and one with every field. */
  least?: unknown
  whole?: unknown
  /** Places in the whole body that take an id. */
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

/** An empty patch would change nothing. */
function examplesOf(document: Document, schema: SchemaOrRef) {
  const whole = exampleOf(document, schema)
  const least = exampleOf(document, schema, false)
  return { whole, least: JSON.stringify(least) === '{}' ? whole : least }
}

/** Of alternatives, uses the first, which is the example's. */
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

/** Fills in the path's variables: the caller's own id, and ids that no resource has. */
export const concrete = ({ path }: Probe, ids: Record<string, string> = {}) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'user_id' ? (ids.user_id ?? 'me') : (ids[name] ?? crypto.randomUUID()),
  )

/** The options for a call as the document describes it, with `options` applied on top. */
export function proper({ method, least, type }: Probe, options: CallOptions = {}): CallOptions {
  const headers = { ...(type && { 'Content-Type': type }), ...options.headers }
  return { method, ...(least !== undefined && { body: least }), ...options, headers }
}

/** Leaves out operations that are mounted a second time under the user's id. */
export const unmirrored = (list: Probe[]) =>
  list.filter(({ name }) => !list.some((one) => name === `${one.name}OfUser`))
