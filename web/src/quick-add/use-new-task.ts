import { useState } from 'react'
import type { Place, TaskFields } from '../data/contract.ts'
import * as preferences from '../preferences.ts'
import { titleTrouble } from '../ui/title.ts'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import type { Chip } from './chip-words.ts'
import { dateOrder } from './date-order.ts'
import { nothingTyped, type QuickAddDraft, useDraft } from './draft.ts'
import { type Kit, kitSoon, kit as loadedKit } from './load-kit.ts'
import { linesOf, mostLines } from './pasted.ts'
import { plainly } from './plain.ts'
import { useAdd } from './use-add.ts'

export interface Options {
  /** Defaults of a new task here, unless its text says otherwise. */
  defaults?: Partial<TaskFields>
  place?: Place
}

/** What is wrong, and whether it is the title. */
export interface Trouble {
  words: string
  isOfTitle: boolean
}

const firstDays = { 0: 'sunday', 1: 'monday', 6: 'saturday' } as const

const ofTitle = (words: string): Trouble => ({ words, isOfTitle: true })
const unkept: Trouble = {
  words:
    "This browser can't store data. If this tab closes before your changes sync, they are lost.",
  isOfTitle: false,
}

/** Turns typed text into a task in the list. */
export function useNewTask({ defaults = {}, place }: Options) {
  const { data } = useWorkspace()
  const { draft, type, set, get } = useDraft(place)
  const kit = useAtom(loadedKit)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [pasted, setPasted] = useState<{ lines: string[]; whole: string } | null>(null)
  const add = useAdd({ place, onUnkept: () => setTrouble(unkept) })

  function understand(kit: Kit, what: QuickAddDraft) {
    return kit.understand(what, {
      defaults,
      place,
      timezone: preferences.timeZone(),
      weekStart: firstDays[preferences.get().weekStart],
      dateOrder: dateOrder(),
      now: new Date(),
      lists: data.lists.get(),
      labels: data.labels.get(),
    })
  }
  const read = (kit: Kit | null, what: QuickAddDraft) =>
    kit ? understand(kit, what) : plainly(what.text, defaults)

  /** Text that cannot be added returns to the field. */
  function send(kit: Kit | null, what: QuickAddDraft) {
    const reading = read(kit, what)
    const found = titleTrouble(reading.title)
    setTrouble(found ? ofTitle(found) : null)
    if (!found) add([reading])
    else if (get().text === '') set(what)
  }

  function sendLines(lines: readonly string[]) {
    const readings = lines.map((text) => read(kit, { ...nothingTyped, text }))
    const wrong = readings.findIndex(({ title }) => titleTrouble(title))
    if (lines.length > mostLines) {
      return setTrouble(ofTitle(`To add more than ${mostLines} tasks, import a file in Settings.`))
    }
    if (wrong >= 0) {
      const found = titleTrouble(readings[wrong]?.title ?? '')
      return setTrouble(ofTitle(`Line ${wrong + 1}: ${found}`))
    }
    setTrouble(null)
    setPasted(null)
    add(readings)
  }

  /** Clears the field for the next task at once. */
  function submit() {
    const what = get()
    const isEmpty = what.text.trim() === ''
    if (isEmpty && pasted) return sendLines(pasted.lines)
    set(nothingTyped)
    if (kit || isEmpty) send(kit, what)
    else void kitSoon().then((soon) => send(soon, what))
  }

  /** @returns the number of pasted lines that need a decision; 0 if the field takes the text itself */
  function paste(text: string, before: string, after: string): number {
    const lines = linesOf(text)
    if (!kit || lines.length < 2) return 0
    setPasted({ lines, whole: `${before}${lines.join(' ')}${after}` })
    setTrouble(null)
    return lines.length
  }

  return {
    kit,
    text: draft.text,
    chips: kit && draft.text.trim() !== '' ? understand(kit, draft).chips : [],
    trouble,
    type(text: string) {
      type(text)
      setTrouble(null)
    },
    submit,
    dismiss: ({ key, ranges }: Chip) =>
      set(
        ranges.length > 0
          ? { ...draft, literal: [...draft.literal, ...ranges] }
          : { ...draft, declined: [...draft.declined, key] },
      ),
    paste,
    pasted: pasted && {
      count: pasted.lines.length,
      onSeveral: () => sendLines(pasted.lines),
      onOne() {
        setPasted(null)
        set(nothingTyped)
        send(kit, { ...nothingTyped, text: pasted.whole })
      },
      onCancel: () => setPasted(null),
    },
  }
}
