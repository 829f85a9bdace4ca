// Builds a value that a schema accepts from the examples in it: for the document, its page, and the tests of every
// route.
import { at, type Document, type Schema, type SchemaOrRef } from './document.ts'

/** Includes optional fields if `whole`. */
export function exampleOf(document: Document, schemaOrRef: SchemaOrRef, whole = true): unknown {
  const schema = at(document, schemaOrRef)
  const given = [schema.example, ...(schema.examples ?? []), schema.const, ...(schema.enum ?? [])]
  const first = given.find((value) => value !== undefined)
  if (first !== undefined) return first
  const [alternative] = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]
  if (alternative) return exampleOf(document, alternative, whole)
  if (schema.allOf) {
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(document, part, whole)))
  }
  return ofType(document, schema, whole)
}

function ofType(document: Document, schema: Schema, whole: boolean): unknown {
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const wanted = Object.entries(schema.properties ?? {}).filter(
        ([name]) => whole || schema.required?.includes(name),
      )
      return Object.fromEntries(
        wanted.map(([name, property]) => [name, exampleOf(document, property, whole)]),
      )
    }
    case 'array':
      return schema.items ? [exampleOf(document, schema.items, whole)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'string':
      return ofFormat[schema.format ?? ''] ?? 'text'.padEnd(schema.minLength ?? 0, '.')
    default:
      return null
  }
}

const ofFormat: Record<string, string> = {
  uuid: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10',
  email: 'ada@example.com',
  date: '2026-12-24',
  'date-time': '2026-11-23T14:05:00.000Z',
  uri: 'https://app.duly.test/',
}
