import { useEffect, useRef } from 'react'

let pagesSeen = 0
let page = ''
let count = 0

/** Shows the number of due tasks before the page's title; 0 removes it. */
export function setTitleCount(due: number): void {
  count = due
  showTitle()
}

function showTitle() {
  if (page) document.title = `${count > 0 ? `(${count}) ` : ''}${page} · Duly`
}

/** The page's h1 and document title. A change of page moves the focus here, the first load does not. */
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
