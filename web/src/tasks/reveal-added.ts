import { type RefObject, useLayoutEffect, useRef } from 'react'
import { afterPaint } from '../ui/after-paint.ts'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import type { Item } from './day-groups.ts'
import type { RowsHandle } from './rows-props.ts'

type Props = { items: readonly Item[]; rows: RefObject<RowsHandle | null> }

/** Brings the task that was just added into sight and marks it for a moment. The focus stays where it is. */
export function ShowAdded({ items, rows }: Props) {
  const { added } = useWorkspace()
  const id = useAtom(added)
  const seen = useRef<string | null>(null)
  const turn = useRef(0)
  useLayoutEffect(() => {
    if (id === seen.current) return
    seen.current = id
    const index = items.findIndex(({ key }) => key === id)
    if (id === null || index < 0) return
    added.set(null)
    const mine = ++turn.current
    const isLatest = () => mine === turn.current
    // The page is painted with it first: nothing is measured on the way from the key to the eye.
    const reach = () => rows.current?.reach(index)
    afterPaint(() => whenThere({ id, reach, isLatest }, 0))
  }, [id, items, rows, added])
  return null
}

const rowOf = (id: string) => document.querySelector(`[data-task="${CSS.escape(id)}"]`)

type Sought = { id: string; reach: () => void; isLatest: () => boolean }
const [mostFrames, patience] = [90, 10]

/** Of several added in a row only the last is scrolled to. */
function whenThere(sought: Sought, frame: number): void {
  const { id, reach, isLatest } = sought
  const row = rowOf(id)
  if (row) {
    mark(row)
    // What has brought it here from afar measures on, and moves it a little yet.
    keepInSight(sought, frame === 0 ? 1 : patience)
  } else if (frame < mostFrames && isLatest()) {
    // Asked for again: what shows only the rows in sight may itself be on its way.
    if (frame % patience === 0) reach()
    requestAnimationFrame(() => whenThere(sought, frame + 1))
  }
}

function keepInSight(sought: Sought, frames: number): void {
  if (frames === 0 || !sought.isLatest()) return
  rowOf(sought.id)?.scrollIntoView({ block: 'nearest' })
  requestAnimationFrame(() => keepInSight(sought, frames - 1))
}

const calm = matchMedia('(prefers-reduced-motion: reduce)')

/** It fades; where motion is not wanted, it is there and then it is not. In forced colours the outline is what shows. */
function mark(row: Element): void {
  const outline = { outline: '2px solid transparent', outlineOffset: '-2px' }
  const tint = { backgroundColor: 'color-mix(in srgb, var(--accent) 12%, transparent)' }
  const easing = calm.matches ? 'step-end' : 'ease-in'
  row.animate([{ ...outline, ...tint }, outline], { duration: 1_600, easing })
}
