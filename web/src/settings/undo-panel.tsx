import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { reasonOf } from '../failure-messages.ts'
import type { Api } from '../typed-api.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { type Outcome, undoAll } from './token-calls.ts'

type State = {
  phase: 'looking' | 'seen' | 'undoing' | 'undone' | 'stopped'
  outcomes: Outcome[]
  trouble: string
}

type Props = { api: Api; id: string; onClose: () => void }

/** Shows what a token changed in the last 30 days, and undoes it. */
export function UndoPanel({ api, id, onClose }: Props) {
  const [state, setState] = useState<State>({ phase: 'looking', outcomes: [], trouble: '' })
  const [stop, setStop] = useState<AbortController | null>(null)

  async function run(dryRun: boolean) {
    const controller = new AbortController()
    setStop(controller)
    setState({ phase: dryRun ? 'looking' : 'undoing', outcomes: [], trouble: '' })
    const { signal } = controller
    const onPage = (outcomes: Outcome[]) => setState((now) => ({ ...now, outcomes }))
    try {
      await undoAll(api, { id, dryRun, signal, onPage })
      const phase = signal.aborted ? 'stopped' : dryRun ? 'seen' : 'undone'
      setState((now) => ({ ...now, phase }))
      announce(said[phase])
    } catch (failure) {
      const trouble = reasonOf(failure) + (dryRun ? '' : stays)
      setState((now) => ({ ...now, phase: 'stopped', trouble }))
    }
  }

  const look = useEffectEvent(() => run(true))
  useEffect(() => void look(), [])

  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // If nothing is left to do, the focused button is gone.
    if (state.phase === 'undone' && document.activeElement === document.body) panel.current?.focus()
  }, [state.phase])

  const { phase, outcomes, trouble } = state
  const count = outcomes.filter(({ outcome }) => isUndoable(outcome)).length
  // One button for all steps, so that it keeps the focus.
  const action =
    phase === 'looking' || phase === 'undoing'
      ? { word: 'Stop', run: () => stop?.abort() }
      : phase === 'stopped'
        ? { word: 'Look again', run: () => run(true) }
        : phase === 'seen' && count > 0
          ? { word: 'Undo what it changed', run: () => run(false) }
          : null
  return (
    <div
      ref={panel}
      tabIndex={-1}
      className="mt-2 flex flex-col gap-3 border-line border-l-2 pl-3 outline-none"
    >
      <p>{inWords(phase, count, outcomes.length)}</p>
      <div role="alert" className="empty:hidden">
        {trouble && <Notice tone="trouble">{trouble}</Notice>}
      </div>
      <Outcomes outcomes={outcomes} isDone={phase === 'undoing' || phase === 'undone'} />
      <div className="flex flex-wrap gap-2">
        {action && <Button onClick={action.run}>{action.word}</Button>}
        <Button
          look="plain"
          onClick={() => {
            stop?.abort()
            onClose()
          }}
        >
          Close
        </Button>
      </div>
    </div>
  )
}

const said = { stopped: 'Stopped.', seen: 'Here is what it changed.', undone: 'Undone.' }
const stays = ' What is undone stays so; the rest can still be.'

const isUndoable = (outcome: Outcome['outcome']) => outcome === 'restored' || outcome === 'removed'

const things = (count: number) => (count === 1 ? 'one thing' : `${count} things`)

function inWords(phase: State['phase'], count: number, all: number): string {
  if (phase === 'looking') return all === 0 ? 'Looking…' : `Looking… ${things(all)} so far.`
  if (phase === 'undoing') return `Undoing… ${things(count)} so far.`
  if (phase === 'undone') return `Undone: ${things(count)}.`
  if (phase === 'stopped') return all === 0 ? 'Stopped.' : `Stopped after ${things(all)}.`
  if (all === 0) return 'It changed nothing in the last 30 days that is not undone already.'
  return count === 0
    ? 'Nothing of what it changed can be undone.'
    : `It changed ${things(all)}; ${count === all ? 'all of it' : things(count)} can be undone.`
}

const shown = 100

function Outcomes({ outcomes, isDone }: { outcomes: Outcome[]; isDone: boolean }) {
  if (outcomes.length === 0) return null
  return (
    <>
      <ul
        aria-label="What it changed"
        // A long list scrolls, so the keyboard must reach it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus to be scrolled.
        tabIndex={0}
        className="max-h-72 overflow-y-auto border-line border-y"
      >
        {outcomes.slice(0, shown).map(({ type, id, title, outcome }) => (
          <li
            key={`${type} ${id}`}
            className="flex flex-wrap justify-between gap-x-4 border-line border-b py-1.5 last:border-b-0"
          >
            <span className="min-w-0 wrap-anywhere">
              {title || (type === 'list' ? 'A list' : 'A task')}
            </span>
            <span className="text-13 text-soft">{words[outcome][isDone ? 1 : 0]}</span>
          </li>
        ))}
      </ul>
      {outcomes.length > shown && (
        <p className="text-13 text-soft">And {outcomes.length - shown} more.</p>
      )}
    </>
  )
}

/** Words for each outcome, before and after the undo. */
const words: Record<Outcome['outcome'], [string, string]> = {
  restored: ['Goes back to what it was', 'As it was'],
  removed: ['Made by it: goes away', 'Made by it: gone'],
  changed_since: ['Changed by others since: stays', 'Changed by others since: left alone'],
  in_use: ['Made by it, but in use: stays', 'Made by it, but in use: left alone'],
  gone: ['Made and deleted by it', 'Made and deleted by it'],
}
