import { useCallback, useEffect, useRef, useState } from 'react'

export interface Draft {
  /** What the field shows: what is being typed, else what the task says. */
  text: string
  isDirty: boolean
  /** Why it was not saved, in words. */
  trouble: string | undefined
  /** What the task says by now, where it was changed elsewhere while this was being typed. */
  theirs: string | null
  type: (text: string) => void
  /** Answers false where it cannot be, or not before the person has chosen. */
  save: () => boolean
  /** What is typed is saved, over what was changed elsewhere. */
  keepMine: () => boolean
  /** What the task says is shown again; `why` the text was given up, if it was not by wish. */
  restore: (why?: string) => void
}

type Options = {
  /** What is wrong with a text, in words. */
  troubleOf: (text: string) => string | undefined
  write: (text: string) => void
}

type Typed = { base: string; text: string } | null

/** A field whose text nobody takes away: not a change from elsewhere, and not the panel that closes over it. */
export function useDraft(value: string, { troubleOf, write }: Options): Draft {
  const [typed, setTyped] = useState<Typed>(null)
  const [trouble, setTrouble] = useState<string>()
  const latest = useRef({ typed, value, troubleOf, write })
  useEffect(() => {
    latest.current = { ...latest.current, value, troubleOf, write }
  })
  const text = typed?.text ?? value
  const theirs = typed && value !== typed.base && value !== typed.text ? value : null

  const become = useCallback((next: Typed) => {
    latest.current.typed = next
    setTyped(next)
  }, [])

  function keep(): boolean {
    const found = typed ? troubleOf(typed.text) : undefined
    setTrouble(found)
    if (found) return false
    become(null)
    if (typed && typed.text !== value) write(typed.text)
    return true
  }

  useEffect(() => {
    function flush() {
      const { typed, value, troubleOf, write } = latest.current
      if (!typed || typed.text === value || troubleOf(typed.text)) return
      become(null)
      write(typed.text)
    }
    // A tab that is put away may never come back.
    const onHide = () => document.visibilityState === 'hidden' && flush()
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      flush()
    }
  }, [become])

  return {
    text,
    isDirty: typed !== null && typed.text !== value,
    trouble,
    theirs,
    type(next) {
      become({ base: typed?.base ?? value, text: next })
      setTrouble(undefined)
    },
    save: () => theirs === null && keep(),
    keepMine: keep,
    restore(why) {
      become(null)
      setTrouble(why)
    },
  }
}
