import { useEffect, useRef } from 'react'

let pagesSeen = 0
let page = ''
let count = 0

/** Before the page's title while there is something due; 0 takes it away. */
export function setTitleCount(due: number): void {
  count = due
  showTitle()
}

function showTitle() {
  if (page) document.title = `${count > 0 ? `(${count}) ` : ''}${page} · Duly`
}

/** The page's one h1 and its title. A change of page moves the focus here, a first load does not. */
export function Heading({ title, children }: { title: string; children?: React.ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    page = title
    showTitle()
  }, [title])
  useEffect(() => {
    pagesSeen += 1
    const lost = document.activeElement === document.body
    if (pagesSeen > 1 && lost) ref.current?.focus()
  }, [])
  return (
    <h1 ref={ref} tabIndex={-1} className="text-28 font-semibold tracking-tight">
      {children ?? title}
    </h1>
  )
}
