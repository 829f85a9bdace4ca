import { useEffect, useEffectEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import { sharedText } from './shared-text.ts'

const shared = ['title', 'text', 'url']

/**
 * Opens the field with the given text, when the user came to add something (`?add=` of a shortcut or a key, or from
 * another app).
 */
export function useAsked(act: ((text: string) => void) | null): void {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const come = useEffectEvent((query: URLSearchParams) => {
    const text = query.get('add') ?? sharedText(`${query}`)
    if (text === null || !act) return
    for (const name of ['add', ...shared]) query.delete(name)
    navigate(query.size > 0 ? `${path}?${query}` : path, { replace: true })
    act(text)
  })
  useEffect(() => come(new URLSearchParams(search)), [search])
}
