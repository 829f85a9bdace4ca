const allowed = new Set(['http:', 'https:', 'mailto:'])

/** The address as the browser reads it, of a kind that cannot run anything; else null. Relative ones lead nowhere. */
export function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  return allowed.has(url.protocol) ? url.href : null
}
