import { useEffect } from 'react'
import { setTitleCount } from '../ui/heading.tsx'
import { useAtomLater } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'

/** Shows the number of tasks due today in the tab's title and icon. */
export function TitleCount() {
  const { data } = useWorkspace()
  const today = useAtomLater(data.counts, (counts) => counts.today)
  useEffect(() => {
    setTitleCount(today)
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (icon) icon.href = today > 0 ? '/favicon-due.svg' : '/favicon.svg'
    return () => {
      setTitleCount(0)
      if (icon) icon.href = '/favicon.svg'
    }
  }, [today])
  return null
}
