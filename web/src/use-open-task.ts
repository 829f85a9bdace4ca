import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'

/** The task that is open beside the list. It is in the address, so it can be linked to and Back closes it. */
export function useOpenTask() {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const id = new URLSearchParams(search).get('task')

  const open = useCallback(
    (next: string) => {
      const { pathname, search } = location
      const query = new URLSearchParams(search)
      const wasOpen = query.has('task')
      query.set('task', next)
      navigate(`${pathname}?${query}`, { replace: wasOpen })
    },
    [navigate],
  )
  const close = useCallback(() => {
    const query = new URLSearchParams(location.search)
    query.delete('task')
    navigate(query.size > 0 ? `${path}?${query}` : path, { replace: true })
  }, [navigate, path])
  return { id, open, close }
}
