// Content lines of RFC 5545: escaping (section 3.3.11), folding at 75 octets (3.1), CRLF.

/** Escapes text for a property value. Line breaks become \n; iCalendar allows no other control characters. */
export const escaped = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[^\P{Cc}\t]/gu, '')

/** Folds a line without splitting a character or, if it fits, a grapheme. */
export function contentLine(line: string): string {
  let folded = ''
  let start = 0
  for (;;) {
    const end = lineEnd(line, start, start === 0 ? 75 : 74)
    folded += line.slice(start, end)
    if (end === line.length) return `${folded}\r\n`
    folded += '\r\n '
    start = end
  }
}

/** The end of a physical line that starts at `start` and has this many octets. */
function lineEnd(line: string, start: number, room: number): number {
  let end = start
  for (let octets = 0; end < line.length; ) {
    const code = line.codePointAt(end) ?? 0
    octets += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (octets > room) break
    end += code < 0x10000 ? 1 : 2
  }
  const plain = line.charCodeAt(end - 1) < 0x80 && line.charCodeAt(end) < 0x80
  return end === line.length || plain ? end : graphemeEnd(line, start, end)
}

/** The last boundary up to `end`, searched nearby because the segmenter is slow. */
function graphemeEnd(line: string, start: number, end: number): number {
  const from = Math.max(start, end - 60)
  let last = end
  for (const { index } of graphemes.segment(line.slice(from, end + 2))) {
    if (index > 0 && from + index <= end) last = from + index
  }
  return last
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
