// Derives bodies from a valid one, each with one thing that should not be there.

/** Lists each place in a value; `replaced` sets the values. */
export function places(value: unknown, at: readonly Key[] = []): Key[][] {
  if (typeof value !== 'object' || value === null) return [[...at]]
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(typeof inner === 'object' && inner !== null ? [[...at, key]] : []),
    ...places(inner, [...at, key]),
  ])
}
type Key = string

/** Returns a copy with the JSON text `text` at a place. */
export function replaced(value: unknown, place: readonly Key[], text: string): string {
  const mark = crypto.randomUUID()
  const copy = structuredClone(value)
  const last = place.at(-1)
  if (last === undefined) return text
  let parent: unknown = copy
  for (const key of place.slice(0, -1)) parent = Reflect.get(Object(parent), key)
  Reflect.set(Object(parent), last, mark)
  return JSON.stringify(copy).replace(`"${mark}"`, () => text)
}

/** Returns a copy without the value at a place. */
export function without(value: unknown, place: readonly Key[]): string {
  const copy = structuredClone(value)
  let parent: unknown = copy
  for (const key of place.slice(0, -1)) parent = Reflect.get(Object(parent), key)
  Reflect.deleteProperty(Object(parent), place.at(-1) ?? '')
  return JSON.stringify(copy)
}

/** Adds a field to the JSON text of an object. */
export const withField = (value: unknown, name: string, text: string) =>
  `{${JSON.stringify(name)}:${text}${JSON.stringify(value)
    .replace(/^\{(?=")/, ',')
    .replace(/^\{\}/, '}')}`

/** Values to put in each place; the schema decides whether they are allowed there. */
export const values = [
  'null',
  'true',
  '0.5',
  '-1',
  '1e400',
  '9007199254740993',
  '""',
  '"text"',
  '"0000-01-01"',
  '"2026-02-30"',
  '"infinity"',
  '"now"',
  '[]',
  '[[]]',
  '{}',
  '{"$ne":null}',
  '{"toString":1}',
  `"${'x'.repeat(20_001)}"`,
]

/** No text field may contain these, whatever its schema. */
export const unstorable = ['"a\\u0000b"', '"a\\ud800b"', '"\\udfff"']

export const ownedByServer = ['user_id', 'version', 'seq', 'created_at', 'updated_at', 'deleted_at']
export const inherited = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
