/**
 * What another app shared with this one (`share_target` of the manifest), as one line for a new task.
 * Apps put the same words into several of the three, and the address into any of them: nothing is said twice.
 * @returns null where nothing was shared
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
