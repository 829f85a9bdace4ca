import { type PointerEvent, useEffect, useRef } from 'react'
import { useActions } from './use-actions.ts'

/** Rows can be dragged to another place, where order is by hand. The code for it comes when a pointer first comes near. */
export function useDrag({ isOrdered, ids }: { isOrdered: boolean; ids: readonly string[] }) {
  const { move } = useActions()
  const latest = useRef(ids)
  const leave = useRef<(() => void) | null>(null)
  const isLoading = useRef(false)
  useEffect(() => {
    latest.current = ids
  })
  useEffect(() => () => leave.current?.(), [])

  async function onPointerEnter({ currentTarget, pointerType }: PointerEvent<HTMLElement>) {
    if (!isOrdered || isLoading.current || pointerType === 'touch') return
    isLoading.current = true
    const { dragRows } = await import('./drag-rows.ts')
    if (currentTarget.isConnected)
      leave.current = dragRows(currentTarget, () => latest.current, move)
  }
  return { onPointerEnter }
}
