import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Command } from '../command-registry.ts'
import { announce } from '../ui/announcer.tsx'
import { useCommands } from '../use-commands.ts'
import { useWorkspace } from '../workspace.ts'
import { useKeys } from './keys.ts'
import { distinct } from './match.ts'
import { isFieldWithText } from './place-of-keys.ts'

const loadPalette = () => import('./palette.tsx')
const loadSheet = () => import('./key-sheet.tsx')
const Palette = lazy(loadPalette)
const KeySheet = lazy(loadSheet)

type Open = { what: 'palette'; commands: readonly Command[] } | { what: 'sheet' }

/** Shortcuts for every command, the palette and the sheet of shortcuts. */
export default function Commands() {
  const { history, registry } = useWorkspace()
  const [open, setOpen] = useState<Open | null>(null)
  const isOpening = useRef(false)
  // Text typed for the palette before it has loaded must not trigger shortcuts.
  useKeys(() => isOpening.current || open !== null)
  useEffect(() => {
    for (const load of [loadPalette, loadSheet]) load().catch(() => {})
  }, [])

  function show(load: () => Promise<unknown>, what: Open) {
    if (isOpening.current) return
    isOpening.current = true
    load()
      .then(
        () => setOpen(what),
        () => announce('This part of Duly could not be loaded. Try again when you are online.'),
      )
      .finally(() => {
        isOpening.current = false
      })
  }

  /** The chosen command runs once the dialog is closed. */
  function close(run?: () => void) {
    flushSync(() => setOpen(null))
    run?.()
  }

  function togglePalette() {
    if (open?.what === 'palette') return close()
    const isOther = ({ id, isAvailable }: Command) =>
      id !== 'palette.open' && (isAvailable?.() ?? true)
    const commands = distinct(registry.all.get().filter(isOther))
    show(loadPalette, { what: 'palette', commands })
  }

  const isOurs = () => !isFieldWithText(document.activeElement)
  const tell = (what: 'Undone' | 'Redone', did: string | null) =>
    announce(did ? `${what}: ${did}` : `Nothing to ${what === 'Undone' ? 'undo' : 'redo'}.`)
  useCommands([
    {
      id: 'palette.open',
      title: 'Search commands',
      group: 'Duly',
      keys: ['$mod+k'],
      run: togglePalette,
    },
    {
      id: 'keys.show',
      title: 'Show keyboard shortcuts',
      group: 'Duly',
      keys: ['?'],
      run: () => show(loadSheet, { what: 'sheet' }),
    },
    {
      id: 'undo',
      title: 'Undo',
      group: 'Duly',
      keys: ['$mod+z'],
      isAvailable: isOurs,
      run: () => tell('Undone', history.undo()),
    },
    {
      id: 'redo',
      title: 'Redo',
      group: 'Duly',
      keys: ['$mod+Shift+z'],
      isAvailable: isOurs,
      run: () => tell('Redone', history.redo()),
    },
  ])

  return (
    <Suspense>
      {open?.what === 'palette' && <Palette commands={open.commands} onClose={close} />}
      {open?.what === 'sheet' && <KeySheet onClose={() => close()} />}
    </Suspense>
  )
}
