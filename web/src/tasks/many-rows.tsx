import {
  createContext,
  Fragment,
  type Ref,
  use,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type CustomItemComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua'
import { scrollerOf } from '../ui/scroller.ts'
import { useAtomLater } from '../ui/use-atom.ts'
import type { RowsProps } from './rows-props.ts'

/** Renders only the rows in sight; their numbers tell screen readers about the others. */
export default function ManyRows({ label, items, active, handle, children }: RowsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLElement | null>(null)
  const virtualizer = useRef<VirtualizerHandle>(null)
  const activeId = useAtomLater(active, (id) => id)
  const kept = items.findIndex(({ key }) => key === activeId)
  const [margin, setMargin] = useState<number | null>(null)
  useLayoutEffect(() => {
    if (!frame.current) return
    scroller.current = scrollerOf(frame.current)
    const top = frame.current.getBoundingClientRect().top
    setMargin(top - scroller.current.getBoundingClientRect().top + scroller.current.scrollTop)
  }, [])
  useImperativeHandle(
    handle,
    () => ({ reach: (index) => virtualizer.current?.scrollToIndex(index, { align: 'nearest' }) }),
    [],
  )
  return (
    <div ref={frame}>
      {margin !== null && (
        <SizeContext value={items.length}>
          {/* biome-ignore lint/a11y/useSemanticElements: the virtualizer wraps the list in elements of its own. */}
          <div
            role="list"
            aria-label={label}
            // The virtualizer disables pointer events while scrolling, which would restyle all rows.
            className="*:pointer-events-auto!"
          >
            <Virtualizer
              ref={virtualizer}
              scrollRef={scroller}
              startMargin={margin}
              data={items}
              item={Item}
              keepMounted={kept < 0 ? [] : [kept]}
            >
              {(item) => <Fragment key={item.key}>{children(item)}</Fragment>}
            </Virtualizer>
          </div>
        </SizeContext>
      )}
    </div>
  )
}

const SizeContext = createContext(0)

function Item({ index, ...props }: CustomItemComponentProps & { ref?: Ref<HTMLDivElement> }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    <div {...props} role="listitem" aria-posinset={index + 1} aria-setsize={use(SizeContext)} />
  )
}
