// HTML templates that escape every inserted value.

/** Markup made by this file. */
export class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}
type Part = Html | Part[] | string | number | false | null | undefined

export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(String.raw({ raw: strings }, ...parts.map(markup)))

function markup(part: Part): string {
  if (Array.isArray(part)) return part.map(markup).join('')
  if (part instanceof Html) return part.toString()
  return part === false || part === null || part === undefined ? '' : escaped(String(part))
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? found)

/** Renders descriptions: paragraphs, and code between back-ticks. */
export const prose = (text: string): Html[] =>
  text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => html`<p>${inline(paragraph)}</p>`)

/** The same within a line. */
export const inline = (text: string): Part[] =>
  text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))
