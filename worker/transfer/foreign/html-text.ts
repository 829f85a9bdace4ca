// Converts HTML notes of another program to text and Markdown.
import { Parser } from 'htmlparser2'

const paragraphs = new Set([
  ...['address', 'article', 'aside', 'blockquote', 'div', 'dl', 'footer', 'form', 'h1', 'h2', 'h3'],
  ...['h4', 'h5', 'h6', 'header', 'hr', 'ol', 'p', 'pre', 'section', 'table', 'ul'],
])
const lines = new Set(['dd', 'dt', 'li', 'tr'])
const unseen = new Set(['head', 'script', 'style', 'template', 'title'])

/** The parser's time grows with the square of the nesting depth, and real notes are neither so long nor so deep. */
const longest = 100_000
const deepest = 500

/**
 * Never throws. Links and pictures keep their addresses. Notes over 100,000 characters stay HTML, and elements over 500
 * deep only lose their tags.
 */
export function htmlText(html: string): string {
  if (html.length > longest) return html
  const out = written()
  const lists: { next: number | undefined }[] = []
  const links: string[] = []
  let hidden = 0
  let pre = 0
  let depth = 0

  const item = (checked: string | undefined) => {
    const list = lists.at(-1)
    const mark = list?.next === undefined ? '-' : `${list.next++}.`
    const box = checked === undefined ? '' : checked === 'true' ? ' [x]' : ' [ ]'
    out.line(1)
    out.mark(`${'  '.repeat(Math.min(Math.max(lists.length - 1, 0), 10))}${mark}${box} `)
  }

  const parser = new Parser({
    onopentag(name, { href = '', src = '', alt = '', start, 'data-checked': checked }) {
      depth += 1
      if (depth > deepest) parser.pause()
      if (unseen.has(name)) hidden += 1
      if (name === 'pre') pre += 1
      if (paragraphs.has(name)) out.line(lists.length > 0 ? 1 : 2)
      else if (name === 'br') out.text('\n')
      else if (name === 'li') item(checked)
      else if (lines.has(name)) out.line(1)
      if (name === 'ul') lists.push({ next: undefined })
      if (name === 'ol') lists.push({ next: Number.parseInt(start ?? '1', 10) || 1 })
      if (name === 'a') links.push(href)
      if (name === 'img' && /^https?:/i.test(src)) out.text(`![${alt}](${src})`)
    },
    ontext(data) {
      if (hidden > 0) return
      if (pre > 0) out.text(data)
      else out.flow(data.replace(/[ \t\r\n\f]+/g, ' '))
    },
    onclosetag(name) {
      depth -= 1
      if (unseen.has(name)) hidden = Math.max(0, hidden - 1)
      if (name === 'pre') pre = Math.max(0, pre - 1)
      if (name === 'ul' || name === 'ol') lists.pop()
      const href = name === 'a' ? (links.pop() ?? '') : ''
      if (/^(https?|mailto):/i.test(href) && !out.endsWith(href)) out.text(` (${href})`)
      if (paragraphs.has(name)) out.line(lists.length > 0 ? 1 : 2)
    },
  })
  parser.end(html)
  if (depth > deepest) return html.replace(/<[^<>]*>/g, ' ').trim()
  const trimmed = out
    .all()
    .split('\n')
    .map((line) => line.trimEnd())
  return trimmed
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Output text with its current ending. Line breaks are added only when more text follows. */
function written() {
  const parts: string[] = []
  let last = ''
  let owed = 0
  let isAfterMark = false
  const text = (more: string) => {
    if (more === '') return
    if (owed > 0 && last !== '') parts.push('\n'.repeat(owed))
    owed = 0
    isAfterMark = false
    parts.push(more)
    last = more
  }
  return {
    text,
    /** Ensures at least this many line breaks, but none between a list mark and its text. */
    line(most: number) {
      if (!isAfterMark) owed = Math.max(owed, most)
    },
    mark(more: string) {
      isAfterMark = false
      text(more)
      isAfterMark = true
    },
    /** Adds text with white space collapsed, and none at the start of a line. */
    flow(more: string) {
      const begins = owed > 0 || last === '' || /[ \n]$/.test(last.slice(-1))
      const rest = begins && more.startsWith(' ') ? more.slice(1) : more
      text(rest)
    },
    endsWith: (end: string) => last.endsWith(end),
    all: () => parts.join(''),
  }
}
