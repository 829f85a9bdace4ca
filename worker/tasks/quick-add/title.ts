// What is left of a text when the understood pieces are taken out.

interface Range {
  start: number
  end: number
}

/** Widens spans by the brackets around them, and by the commas and dashes that would be left dangling. */
export function tidy<T extends Range>(text: string, spans: T[]): T[] {
  const wide = spans.map((span) => ({ ...span }))
  for (const span of wide) {
    while (text.charAt(span.start - 1) === '(' && text.charAt(span.end) === ')') {
      span.start--
      span.end++
    }
  }
  let before = 0
  for (const span of wide) {
    if (text.slice(before, span.start).trim()) break
    span.end += /^(?:\s*[,;:]|\s+[-–—](?=\s))/.exec(text.slice(span.end))?.[0].length ?? 0
    before = span.end
  }
  let after = text.length
  for (const span of wide.toReversed()) {
    if (text.slice(span.end, after).trim()) break
    const lead = text.slice(0, span.start).trimEnd()
    if (/[,;:]$|\s[-–—]$/.test(lead)) span.start = lead.length - 1
    after = span.start
  }
  return wide
}

/** The text without spans and removed characters; white space collapsed, none before a stop that stays. */
export function titleOf(text: string, spans: Range[], removed: ReadonlySet<number>): string {
  let title = ''
  let at = 0
  for (const { start, end } of [...spans, { start: text.length, end: text.length }]) {
    for (; at < start; at++) {
      if (!removed.has(at)) title += text.charAt(at)
    }
    at = end
    title = /[.,;:!?)…]/.test(text.charAt(end)) ? title.trimEnd() : `${title} `
  }
  return title.replace(/\s+/g, ' ').trim()
}
