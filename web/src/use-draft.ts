import { useCallback, useEffect, useRef, useState } from 'react'
import type { Task } from '../../worker/tasks/schema.ts'
import type { MutationResult } from './data/contract.ts'
import { announce } from './ui/announcer.tsx'
import { useWorkspace } from './workspace.ts'

export interface Draft {
  /** What the field shows: what is being typed, else what the task says. */
  text: string
  isDirty: boolean
  /** Why it was not saved, in words. */
  trouble: string | undefined
  type: (text: string) => void
  /** Answers false where it cannot be. */
  save: () => boolean
  /** What the task says is shown again; `why` the text was given up, if it was not by wish. */
  restore: (why?: string) => void
}

type Options = {
  /** What is wrong with a text, in words. */
  troubleOf: (text: string) => string | undefined
  /** As the API takes it. */
  clean?: (text: string) => string
  onSaved: (text: string, done: MutationResult) => void
  /** It waits with a question now. */
  onAsked?: (() => void) | undefined
}

type Typed = { base: string; text: string } | null

/**
 * A field whose text nobody takes away: neither a change from elsewhere, nor an end of the task, nor the panel or row
 * that goes with it, right or wrong as it is. What cannot simply be saved waits with a question in the place of the text.
 */
export function useDraft(
  task: Task,
  field: 'title' | 'notes',
  canEdit: boolean,
  { troubleOf, clean = same, onSaved, onAsked }: Options,
): Draft {
  const { data } = useWorkspace()
  const value = task[field]
  const [typed, setTyped] = useState<Typed>(null)
  const [trouble, setTrouble] = useState<string>()
  const isBeside = typed !== null && (!canEdit || value !== typed.base)

  const become = useCallback((next: Typed) => {
    latest.current.typed = next
    setTyped(next)
  }, [])

  /** Also with its trouble: then it waits. */
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
    // What this field has not been drawn with yet may have come between as well.
    const asked = data.row(task.id).get()?.conflict?.kind
    if (found || isBeside || (asked && asked !== 'rejected')) {
      announce(`The ${field} waits for your answer`)
      return onAsked?.()
    }
    onSaved(text, done)
    // What was refused may be right by now.
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
    // A tab that is put away may never come back.
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
