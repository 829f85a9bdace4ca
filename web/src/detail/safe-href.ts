const allowed = new Set(['http:', 'https:', 'mailto:'])

/** Returns the address as the browser reads it if its kind cannot run anything; else null, also for relative ones. */
export function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  return allowed.has(url.protocol) ? url.href : null
}
