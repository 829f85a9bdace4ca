// Rows under a pointer: one is taken, a line shows where it would go, and there it goes. By keys it is Alt with the arrows.
import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'

/** @param ids in the order of the rows @returns how to end it */
export function dragRows(
  frame: HTMLElement,
  ids: () => readonly string[],
  onMove: (id: string, afterId: string | null) => void,
): () => void {
  const rows = new Map<Element, () => void>()
  const line = document.createElement('div')
  line.className = 'pointer-events-none fixed z-10 h-0.5 rounded-one bg-accent'
  let place: { afterId: string | null } | null = null

  /** Rows come and go with the scrolling: one can be taken from when a pointer is on it. */
  function prepare({ target }: Event) {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-task]') : null
    if (!row || rows.has(row)) return
    for (const [old, end] of rows) {
      if (old.isConnected) continue
      end()
      rows.delete(old)
    }
    rows.set(
      row,
      draggable({
        element: row,
        getInitialData: () => ({ row: row.dataset.task }),
        onDragStart: () => row.classList.add('opacity-40'),
        onDrop: () => row.classList.remove('opacity-40'),
      }),
    )
  }

  function show({ clientX, clientY }: { clientX: number; clientY: number }) {
    const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-task]')
    const id = row?.dataset.task
    if (!row || !id || !frame.contains(row)) return hide()
    const { top, bottom, left, width } = row.getBoundingClientRect()
    const isBelow = clientY > (top + bottom) / 2
    place = { afterId: isBelow ? id : (ids()[ids().indexOf(id) - 1] ?? null) }
    line.style.left = `${left}px`
    line.style.width = `${width}px`
    line.style.top = `${(isBelow ? bottom : top) - 1}px`
    if (!line.isConnected) document.body.append(line)
  }

  function hide() {
    place = null
    line.remove()
  }

  const end = dropTargetForElements({
    element: frame,
    canDrop: ({ source }) => typeof source.data.row === 'string',
    onDrag: ({ location }) => show(location.current.input),
    onDragLeave: hide,
    onDrop({ source }) {
      const [id, to] = [String(source.data.row), place]
      hide()
      const before = ids()[ids().indexOf(id) - 1] ?? null
      if (to && to.afterId !== id && to.afterId !== before) onMove(id, to.afterId)
    },
  })
  frame.addEventListener('pointerover', prepare)
  return () => {
    frame.removeEventListener('pointerover', prepare)
    end()
    hide()
    for (const leave of rows.values()) leave()
  }
}
