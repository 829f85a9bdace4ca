// Reorders rows by pointer: a line shows where the row would go. By keyboard, Alt with the arrows does the same.
import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'

interface DraggedRows {
  frame: HTMLElement
  /** The attribute with a row's id: `task` for `data-task`. Only rows of the same kind swap places. */
  kind: string
  /** In the order of the rows. */
  ids: () => readonly string[]
  onMove: (id: string, afterId: string | null) => void
}

/** @returns how to end it */
export function dragRows({ frame, kind, ids, onMove }: DraggedRows): () => void {
  const rows = new Map<Element, () => void>()
  const line = document.createElement('div')
  line.className = 'pointer-events-none fixed z-10 h-0.5 rounded-one bg-accent'
  let place: { afterId: string | null } | null = null

  /** Rows come and go while scrolling, so each becomes draggable when a pointer is over it. */
  function prepare(target: EventTarget | null) {
    const row = target instanceof Element ? target.closest<HTMLElement>(`[data-${kind}]`) : null
    if (!row || rows.has(row)) return
    for (const [old, end] of rows) {
      if (old.isConnected) continue
      end()
      rows.delete(old)
    }
    rows.set(
      row,
      draggable({
        // Drags the link, because the browser would drag its address instead of the row.
        element: row.querySelector<HTMLElement>(':scope > a') ?? row,
        getInitialData: () => ({ [kind]: row.dataset[kind] }),
        onDragStart: () => row.classList.add('opacity-40'),
        onDrop: () => row.classList.remove('opacity-40'),
      }),
    )
  }

  function show({ clientX, clientY }: { clientX: number; clientY: number }) {
    // The library may cover the page with an element, to suppress hovering.
    const row = document
      .elementsFromPoint(clientX, clientY)
      .map((element) => element.closest<HTMLElement>(`[data-${kind}]`))
      .find((element) => element !== null && frame.contains(element))
    const id = row?.dataset[kind]
    if (!row || !id) return hide()
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
    canDrop: ({ source }) => typeof source.data[kind] === 'string',
    onDrag: ({ location }) => show(location.current.input),
    onDragLeave: hide,
    onDrop({ source, location }) {
      // A fast user may drop before the last `onDrag`.
      show(location.current.input)
      const [id, to] = [String(source.data[kind]), place]
      hide()
      const before = ids()[ids().indexOf(id) - 1] ?? null
      if (to && to.afterId !== id && to.afterId !== before) onMove(id, to.afterId)
    },
  })
  const onPointerOver = ({ target }: Event) => prepare(target)
  frame.addEventListener('pointerover', onPointerOver)
  // The pointer may have been over a row before this code loaded.
  prepare(frame.querySelector(`[data-${kind}]:hover`))
  return () => {
    frame.removeEventListener('pointerover', onPointerOver)
    end()
    hide()
    for (const leave of rows.values()) leave()
  }
}
