import { type PointerEvent, useEffect, useRef } from 'react'
import { useActions } from './use-actions.ts'

/** Makes rows draggable in a manual order. The code loads when a pointer first comes near. */
export function useDrag({ isOrdered, ids }: { isOrdered: boolean; ids: () => readonly string[] }) {
  const { move } = useActions()
  const leave = useRef<(() => void) | null>(null)
  const isLoading = useRef(false)
  useEffect(() => () => leave.current?.(), [])

  async function onPointerEnter({ currentTarget, pointerType }: PointerEvent<HTMLElement>) {
    if (!isOrdered || isLoading.current || pointerType === 'touch') return
    isLoading.current = true
    const drag = await import('../ui/drag-rows.ts').catch(() => null)
    // Retries if it failed to load.
    isLoading.current = drag !== null
    if (!drag || !currentTarget.isConnected) return
    leave.current = drag.dragRows({
      frame: currentTarget,
      kind: 'task',
      ids,
      onMove: move,
    })
  }
  return { onPointerEnter }
}
