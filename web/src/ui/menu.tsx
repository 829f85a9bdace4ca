import { type FocusEvent, type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { buttonLook } from './button.tsx'

type Props = {
  /** The accessible name of the button. */
  label: string
  sign: ReactNode
  children: ReactNode
}

const ways: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/**
 * A button with a menu below it, and the focus on its first item. Escape, clicking elsewhere (as for any popover) and
 * leaving it close the menu.
 */
export function Menu({ label, sign, children }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)

  function place() {
    const { bottom, right } = button.current?.getBoundingClientRect() ?? { bottom: 0, right: 0 }
    if (!panel.current) return
    panel.current.style.top = `${bottom + 4}px`
    panel.current.style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`
  }

  const choices = () => [...(panel.current?.querySelectorAll('button') ?? [])]

  function onKeyDown(event: KeyboardEvent) {
    // Page shortcuts do not work in here.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation()
    const all = choices()
    const to = ways[event.key]?.(
      all.findIndex((each) => each.matches(':focus')),
      all.length,
    )
    if (to === undefined) return
    event.preventDefault()
    all[to]?.focus()
  }

  function onBlur({ relatedTarget }: FocusEvent) {
    if (relatedTarget && !panel.current?.contains(relatedTarget)) panel.current?.hidePopover()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        popoverTarget={id}
        className={buttonLook('plain')}
      >
        {sign}
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form, and this is not one. */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        onBeforeToggle={place}
        // Choosing an item closes the menu and returns the focus to the button.
        onClick={() => panel.current?.hidePopover()}
        onToggle={({ newState }) => newState === 'open' && choices()[0]?.focus()}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        role="group"
        aria-label={label}
        className="arrives inset-auto m-0 w-56 flex-col rounded-one border border-control bg-paper p-1 text-ink shadow-[0_8px_24px_var(--shade)] open:flex"
      >
        {children}
      </div>
    </>
  )
}

/** An item of a menu. */
export function MenuItem({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex min-h-9 items-center rounded-one px-3 text-left hover:bg-surface pointer-coarse:min-h-11"
    >
      {children}
    </button>
  )
}
