// Parses RFC 5545 as programs really write it: components of properties, with any line ending, folding and case.

export interface IcsProperty {
  name: string
  parameters: ReadonlyMap<string, string>
  /** The raw value; text is still escaped. */
  value: string
}

export interface IcsComponent {
  name: string
  properties: IcsProperty[]
  parts: IcsComponent[]
  /** Lines that are not RFC 5545, or too many. */
  faults: number
  /** The file or an outer component ended before this component did. */
  isBroken: boolean
}

/** Returns everything between BEGIN and END, in a component without a name. Never throws, and never recurses. */
export function icsComponents(text: string): IcsComponent {
  const root = component('')
  const open = [root]
  const names = new Map<string, number>()
  const unfolded = text.replace(/^\uFEFF/, '').replace(/(?:\r\n|[\r\n])[ \t]/g, '')
  for (const line of unfolded.split(/\r\n|[\r\n]/)) {
    if (line.trim() === '') continue
    const current = open.at(-1) ?? root
    const property = propertyOf(line)
    if (!property) current.faults += 1
    else if (property.name === 'BEGIN') {
      const part = component(property.value.trim().toUpperCase())
      current.parts.push(part)
      open.push(part)
      names.set(part.name, (names.get(part.name) ?? 0) + 1)
    } else if (property.name === 'END') {
      close(open, names, property.value.trim().toUpperCase())
    } else if (current.properties.length < mostProperties) current.properties.push(property)
    else current.faults += 1
  }
  for (const left of open.slice(1)) left.isBroken = true
  return root
}

/** Per component; no program writes as many. */
const mostProperties = 1_000

/** More would exceed the memory of a Worker, whatever they contain. */
const mostLines = 300_000

/** True if the file has more lines than can be read. */
export function hasTooManyLines(text: string): boolean {
  let lines = 0
  for (const _ of text.matchAll(/\r\n?|\n/g)) {
    lines += 1
    if (lines > mostLines) return true
  }
  return false
}

/** Texts of a task are far shorter; the rest is cut off. */
const longest = 100_000

const component = (name: string): IcsComponent => ({
  name,
  properties: [],
  parts: [],
  faults: 0,
  isBroken: false,
})

/** Ignores an END without a BEGIN; the END of an outer component also ends broken inner ones. */
function close(open: IcsComponent[], names: Map<string, number>, name: string): void {
  if (!names.get(name)) return
  for (let ended = open.pop(); ended; ended = open.pop()) {
    names.set(ended.name, (names.get(ended.name) ?? 1) - 1)
    if (ended.name === name) return
    ended.isBroken = true
  }
}

const nameForm = /[A-Za-z0-9_-]+/y
const parameterForm = /\s*;\s*([A-Za-z0-9_-]+)=((?:"[^"]*"|[^",;:]*)(?:,(?:"[^"]*"|[^",;:]*))*)/y

function propertyOf(whole: string): IcsProperty | undefined {
  const line = whole.slice(0, longest)
  nameForm.lastIndex = 0
  const name = nameForm.exec(line)?.[0].toUpperCase()
  if (!name) return
  const parameters = new Map<string, string>()
  let at = nameForm.lastIndex
  for (;;) {
    parameterForm.lastIndex = at
    const [match, key = '', value = ''] = parameterForm.exec(line) ?? []
    if (match === undefined) break
    at = parameterForm.lastIndex
    parameters.set(key.toUpperCase(), unquoted(value))
  }
  return line[at] === ':' ? { name, parameters, value: line.slice(at + 1) } : undefined
}

/** RFC 6868: parameters encode some characters with a caret. */
const unquoted = (value: string) =>
  value
    .replaceAll('"', '')
    .replace(/\^([n'^])/g, (_, letter) => (letter === 'n' ? '\n' : letter === "'" ? '"' : '^'))

export const propertyNamed = (component: IcsComponent, name: string) =>
  component.properties.find((property) => property.name === name)

export const propertiesNamed = (component: IcsComponent, name: string) =>
  component.properties.filter((property) => property.name === name)

export const textNamed = (component: IcsComponent, name: string) =>
  unescaped(propertyNamed(component, name)?.value ?? '')

/** Section 3.3.11; a backslash before anything else is literal. */
export const unescaped = (value: string) =>
  value.replace(/\\([\\;,nN])/g, (_, letter) => (/n/i.test(letter) ? '\n' : letter))

/** Splits a list at commas without a backslash. */
export const unescapedList = (value: string) =>
  [...value.matchAll(/(?:\\[\s\S]|[^\\,]|\\$)+/g)].map(([text]) => unescaped(text))
