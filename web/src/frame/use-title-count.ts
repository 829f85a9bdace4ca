import { useEffect } from 'react'
import type { Data } from '../data/contract.ts'
import { setTitleCount } from '../ui/heading.tsx'
import { useLive } from '../ui/use-live.ts'

/** The tab tells how much is due today, by its title and its sign. */
export function useTitleCount(data: Data): void {
  const { today } = useLive(data.counts)
  useEffect(() => {
    setTitleCount(today)
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (icon) icon.href = today > 0 ? '/favicon-due.svg' : '/favicon.svg'
    return () => {
      setTitleCount(0)
      if (icon) icon.href = '/favicon.svg'
    }
  }, [today])
}
