import { type RefObject, useLayoutEffect, useRef } from 'react'
import { afterPaint } from '../ui/after-paint.ts'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import type { Item } from './day-groups.ts'
import type { RowsHandle } from './rows-props.ts'

type Props = { items: readonly Item[]; rows: RefObject<RowsHandle | null> }

/** Scrolls to the task that was just added and highlights it for a moment. The focus stays where it is. */
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
    // Waits for the paint: nothing is measured between the key press and the screen.
    const reach = () => rows.current?.reach(index)
    afterPaint(() => whenThere({ id, reach, isLatest }, 0))
  }, [id, items, rows, added])
  return null
}

const rowOf = (id: string) => document.querySelector(`[data-task="${CSS.escape(id)}"]`)

type Sought = { id: string; reach: () => void; isLatest: () => boolean }
const [mostFrames, patience] = [90, 10]

/** If several were added in a row, scrolls only to the last. */
function whenThere(sought: Sought, frame: number): void {
  const { id, reach, isLatest } = sought
  const row = rowOf(id)
  if (row) {
    mark(row)
    // The virtualizer keeps measuring, and moves the row a little further.
    keepInSight(sought, frame === 0 ? 1 : patience)
  } else if (frame < mostFrames && isLatest()) {
    // Repeats the request, because the virtualizer itself may still be loading.
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

/** Fades out; with reduced motion, it appears and disappears. In forced colours, the outline is visible. */
function mark(row: Element): void {
  const outline = { outline: '2px solid transparent', outlineOffset: '-2px' }
  const tint = { backgroundColor: 'color-mix(in srgb, var(--accent) 12%, transparent)' }
  const easing = calm.matches ? 'step-end' : 'ease-in'
  row.animate([{ ...outline, ...tint }, outline], { duration: 1_600, easing })
}
