// A small iCalendar reader for tests, written from RFC 5545 and sharing nothing with the writer.

export interface Component {
  name: string
  properties: { name: string; parameters: Record<string, string>; value: string }[]
  parts: Component[]
}

/** Throws on anything that violates RFC 5545: a bare line ending, over 75 octets, a wrong END. */
export function readCalendar(text: string): Component {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end')
  for (const physical of text.slice(0, -2).split('\r\n')) {
    const octets = new TextEncoder().encode(physical).length
    if (octets > 75) throw new Error(`${octets} octets: ${physical}`)
    if (/[^\P{Cc}\t]/u.test(physical)) throw new Error(`control character: ${physical}`)
  }
  const root: Component = { name: '', properties: [], parts: [] }
  const open = [root]
  for (const line of text.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')) {
    const [, name = '', rest = '', value = ''] =
      /^([A-Z-]+)((?:;[A-Z-]+=[^";:,]*)*):(.*)$/s.exec(line) ?? []
    const current = open.at(-1)
    if (!name || !current) throw new Error(`not a content line: ${line}`)
    if (name === 'BEGIN') {
      const part = { name: value, properties: [], parts: [] }
      current.parts.push(part)
      open.push(part)
    } else if (name === 'END') {
      if (open.pop()?.name !== value) throw new Error(`wrong end: ${line}`)
    } else {
      const pairs = rest.split(';').filter(Boolean)
      const parameters = Object.fromEntries(pairs.map((pair) => pair.split('=')))
      current.properties.push({ name, parameters, value })
    }
  }
  const [calendar] = root.parts
  if (!calendar || open.length !== 1) throw new Error('a component has no end')
  return calendar
}

export const textOf = (component: Component | undefined, name: string) =>
  component?.properties.find((property) => property.name === name)?.value

export const textsOf = (component: Component | undefined, name: string) =>
  component?.properties.flatMap((property) => (property.name === name ? property.value : []))

export const unescaped = (value = '') =>
  value.replace(/\\([\\;,nN])/g, (_, letter) => (/n/i.test(letter) ? '\n' : letter))
