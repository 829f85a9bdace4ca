import { useEffect, useEffectEvent } from 'react'
import { useLocation, useSearch } from 'wouter'

/** Whoever came to add something (`?add=` of a shortcut, a key, another app) finds the field ready, with their words. */
export function useAsked(act: ((text: string) => void) | null): void {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const come = useEffectEvent((query: URLSearchParams) => {
    const text = query.get('add')
    if (text === null || !act) return
    query.delete('add')
    navigate(query.size > 0 ? `${path}?${query}` : path, { replace: true })
    act(text)
  })
  useEffect(() => come(new URLSearchParams(search)), [search])
}
