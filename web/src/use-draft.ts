import { useCallback, useEffect, useRef, useState } from 'react'
import type { Task } from '../../worker/tasks/schema.ts'
import type { MutationResult } from './data/contract.ts'
import { announce } from './ui/announcer.tsx'
import { useWorkspace } from './workspace.ts'

export interface FieldDraft {
  /** The text being typed, or else the task's. */
  text: string
  isDirty: boolean
  /** Why it was not saved. */
  trouble: string | undefined
  type: (text: string) => void
  /** Returns false if it cannot be saved. */
  save: () => boolean
  /** Shows the task's value again; `why` explains it if the user did not ask for it. */
  restore: (why?: string) => void
}

type Options = {
  /** Returns what is wrong with a text. */
  troubleOf: (text: string) => string | undefined
  /** Normalises the text as the API does. */
  clean?: (text: string) => string
  onSaved: (text: string, done: MutationResult) => void
  /** The field now has a conflict. */
  onAsked?: (() => void) | undefined
}

type Typed = { base: string; text: string } | null

/**
 * A field whose text is never lost: neither by a change from elsewhere, nor by the end of the task, nor when its panel
 * or row closes, valid or not. Text that cannot simply be saved becomes a conflict.
 */
export function useDraft(
  task: Task,
  field: 'title' | 'notes',
  canEdit: boolean,
  { troubleOf, clean = same, onSaved, onAsked }: Options,
): FieldDraft {
  const { data } = useWorkspace()
  const value = task[field]
  const [typed, setTyped] = useState<Typed>(null)
  const [trouble, setTrouble] = useState<string>()
  const isBeside = typed !== null && (!canEdit || value !== typed.base)

  const become = useCallback((next: Typed) => {
    latest.current.typed = next
    setTyped(next)
  }, [])

  /** Writes even invalid text, which then waits. */
  function write() {
    const { typed } = latest.current
    if (!typed) return
    const { base } = typed
    const text = clean(typed.text)
    const found = troubleOf(text)
    become(null)
    setTrouble(undefined)
    if (text === value) return
    const done = data.write({ ...task, [field]: base }, { [field]: text }, found)
    // A conflict may have arrived that this field has not rendered yet.
    const asked = data.row(task.id).get()?.conflict?.kind
    if (found || isBeside || (asked && asked !== 'rejected')) {
      announce(`The ${field} waits for your answer`)
      return onAsked?.()
    }
    onSaved(text, done)
    // The refused value may be valid by now.
    const again = () => data.resolve(task.id, 'mine')
    if (asked) done.persisted.then(again, again)
  }
  const latest = useRef({ typed, write })
  useEffect(() => {
    latest.current = { ...latest.current, write }
  })

  const isAsked = isBeside && (!canEdit || troubleOf(clean(typed.text)) === undefined)
  useEffect(() => {
    if (isAsked) latest.current.write()
  }, [isAsked])

  useEffect(() => {
    // A hidden tab may never come back.
    const onHide = () => document.visibilityState === 'hidden' && latest.current.write()
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      latest.current.write()
    }
  }, [])

  return {
    text: typed?.text ?? value,
    isDirty: typed !== null && typed.text !== value,
    trouble,
    type(next) {
      become({ base: typed?.base ?? value, text: next })
      setTrouble(undefined)
    },
    save() {
      const found = typed ? troubleOf(clean(typed.text)) : undefined
      setTrouble(found)
      if (!found) write()
      return !found
    },
    restore(why) {
      become(null)
      setTrouble(why)
    },
  }
}

const same = (text: string) => text
