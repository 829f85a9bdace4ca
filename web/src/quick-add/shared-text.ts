/**
 * Turns text shared from another app (`share_target` of the manifest) into one line for a new task. Apps put the same
 * text into several of the three parameters, and the address into any of them, so repetitions are dropped.
 * @returns null if nothing was shared
 */
export function sharedText(search: string): string | null {
  const query = new URLSearchParams(search)
  const parts: string[] = []
  for (const key of ['title', 'text', 'url']) {
    const part = query.get(key)?.replace(/\s+/g, ' ').trim()
    if (!part || parts.some((other) => other.includes(part))) continue
    const isSaidBetter = (other: string) => part.includes(other)
    parts.splice(0, parts.length, ...parts.filter((other) => !isSaidBetter(other)), part)
  }
  return parts.length > 0 ? parts.join(' ') : null
}
