// The parts of an OpenAPI 3.1 document that are used here, in the generator's types.
import type { OpenAPIHono } from '@hono/zod-openapi'

export type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>
type PathItem = NonNullable<Document['paths']>[string]
export type Operation = NonNullable<PathItem['get']>
type Components = NonNullable<Document['components']>
type Or<Section extends keyof Components> = NonNullable<Components[Section]>[string]
export type Schema = Exclude<Or<'schemas'>, { $ref: string }>
export type SchemaOrRef = Or<'schemas'>
export type Response = Exclude<Or<'responses'>, { $ref: string }>
export type Header = Exclude<Or<'headers'>, { $ref: string }>
export type Parameter = Exclude<Or<'parameters'>, { $ref: string }>

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const
export type Method = (typeof methods)[number]

export interface Described {
  method: Method
  path: string
  operation: Operation
  /** Those of the path and of the operation. */
  parameters: Parameter[]
}

/** Lists every operation, in the order of the document. */
export function operationsOf(document: Document): Described[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      if (!operation) return []
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
      return [{ method, path, operation, parameters: parameters.map((one) => at(document, one)) }]
    }),
  )
}

type Resolved<Value> = Exclude<Value, { $ref: string }>

/** Resolves a reference; a generated document has no dangling ones. */
export function at<Value extends object>(document: Document, value: Value): Resolved<Value> {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as Resolved<Value>
  let found: unknown = document
  for (const key of value.$ref.split('/').slice(1)) found = Reflect.get(Object(found), key)
  return found as Resolved<Value>
}
