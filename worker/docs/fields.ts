// Describes a schema in words: its type, its limits, its fields.
import { at, type Document, type Schema, type SchemaOrRef } from './document.ts'
import { type Html, html, inline } from './html.ts'

interface Field {
  name: string
  schema: SchemaOrRef
  required?: boolean | undefined
  description?: string | undefined
}

export const fieldList = (document: Document, fields: Field[]): Html =>
  html`<dl>${fields.map((field) => row(document, field))}</dl>\n`

function row(document: Document, { name, schema, required, description }: Field): Html {
  const resolved = at(document, schema)
  const said = description ?? resolved.description
  return html`<div><dt><code>${name}</code> <span class="soft">${typeOf(document, schema)}${
    required && ', required'
  }</span></dt>
<dd>${said && html`<p>${inline(said)}</p>`}${limits(resolved).map((limit) => html`<p>${inline(limit)}</p>`)}</dd></div>\n`
}

/** Lists the fields of an object, each followed by those of objects inside it: `user.name`, `items[].id`. */
export function fieldsOf(document: Document, schemaOrRef: SchemaOrRef, before = ''): Field[] {
  const schema = at(document, schemaOrRef)
  const alternatives = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])]
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = before + key
    const field = { name, schema: property, required: schema.required?.includes(key) }
    return [field, ...inside(document, property, name)]
  })
  const others = alternatives.flatMap((one) => fieldsOf(document, one, before))
  return [...new Map([...own, ...others].map((field) => [field.name, field])).values()]
}

/** A schema with its own name is described under that name. */
function inside(document: Document, schema: SchemaOrRef, name: string): Field[] {
  if ('$ref' in schema) return []
  if ('items' in schema && schema.items) {
    return '$ref' in schema.items ? [] : fieldsOf(document, schema.items, `${name}[].`)
  }
  return fieldsOf(document, schema, `${name}.`)
}

export function typeOf(document: Document, schemaOrRef: SchemaOrRef): Html {
  if ('$ref' in schemaOrRef && schemaOrRef.$ref) {
    const name = schemaOrRef.$ref.split('/').at(-1) ?? ''
    return html`<a href="#shape-${name}">${name}</a>`
  }
  const schema = at(document, schemaOrRef)
  const alternatives = schema.oneOf ?? schema.anyOf ?? []
  if (alternatives.length > 0) {
    return html`${alternatives.map((one, index) => [index > 0 && ' or ', typeOf(document, one)])}`
  }
  if (schema.items) return html`list of ${typeOf(document, schema.items)}`
  const types = [schema.type ?? 'any'].flat().join(' or ')
  return html`${types}${schema.format && ` (${schema.format})`}`
}

function limits(schema: Schema): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema
  return [
    schema.enum?.map((value) => `\`${JSON.stringify(value)}\``).join(', '),
    range(minLength, maxLength, 'characters'),
    range(minItems, maxItems, 'items'),
    range(minimum, maximum),
    schema.default !== undefined && `Default: \`${JSON.stringify(schema.default)}\``,
  ].filter((text) => typeof text === 'string')
}

function range(least: number | undefined, most: number | undefined, unit = ''): string | false {
  if (least === undefined && most === undefined) return false
  const text =
    least === undefined
      ? `At most ${most}`
      : most === undefined
        ? `At least ${least}`
        : `${least} to ${most}`
  return `${text} ${unit}`.trim()
}
