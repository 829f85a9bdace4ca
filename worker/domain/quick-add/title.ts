// The rest of a text once the understood pieces are removed.

interface Range {
  start: number
  end: number
}

/** Widens spans by the brackets around them, and by commas and dashes that would be left dangling. */
export function tidy<T extends Range>(text: string, spans: T[]): T[] {
  const wide = spans.map((span) => ({ ...span }))
  for (const span of wide) {
    for (;;) {
      const [opening = ''] = /[([{]\s*$/.exec(text.slice(0, span.start)) ?? []
      const [end = ''] = /^\s*[)\]}]/.exec(text.slice(span.end)) ?? []
      const [comma = ''] = /^\s*[,;]\s*/.exec(text.slice(span.end)) ?? []
      const [lead = ''] = /[,;]\s*$/.exec(text.slice(0, span.start)) ?? []
      // "(tomorrow, maybe)" and "(maybe, tomorrow)"
      if (opening && comma) span.end += comma.length
      else if (end && lead) span.start -= lead.length
      if (!opening || !end) break
      span.start -= opening.length
      span.end += end.length
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

/** Removes spans and characters from the text; collapses white space, and removes it before a stop that stays. */
export function titleOf(text: string, spans: Range[], removed: ReadonlySet<number>): string {
  let title = ''
  let at = 0
  for (const { start, end } of [...spans, { start: text.length, end: text.length }]) {
    for (; at < start; at++) {
      if (!removed.has(at)) title += text.charAt(at)
    }
    at = end
    const isBeforeStop = /[.,;:!?)\]}…]/.test(text.charAt(end))
    if (isBeforeStop) title = title.trimEnd()
    else if (!/[([{]$/.test(title)) title += ' '
  }
  return title.replace(/\s+/g, ' ').trim()
}
