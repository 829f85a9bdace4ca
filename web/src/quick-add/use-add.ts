import type { MutationResult, Place } from '../data/contract.ts'
import { combine, useNotify } from '../use-notify.ts'
import { useWorkspace } from '../workspace.ts'
import type { Reading } from './plain.ts'

interface Options {
  place: Place | undefined
  /** The browser cannot store data: the task exists in this tab only. */
  onUnkept: () => void
}

/** Adds tasks, and new lists they name, as one undoable step. */
export function useAdd({ place, onUnkept }: Options) {
  const { data, added } = useWorkspace()
  const { notify } = useNotify()
  return function add(readings: readonly Reading[]): void {
    const steps: MutationResult[] = []
    const made = new Map<string, string>()
    let after = place?.after_id

    function listOf(list: NonNullable<Reading['list']>): string | null {
      if ('id' in list) return list.id
      const name = list.name.toLowerCase()
      const known = made.get(name)
      if (known) return known
      const done = data.createList({ name: list.name })
      steps.push(done)
      made.set(name, done.id)
      return done.id
    }

    const ids = readings.map(({ title, fields, list }) => {
      const here = after === undefined ? place : { ...place, after_id: after }
      const done = data.create({ ...fields, title }, list ? { list_id: listOf(list) } : here)
      steps.push(done)
      if (!list && after !== undefined) after = done.id
      return done.id
    })

    const [first] = readings
    if (!first) return
    const isOne = ids.length === 1
    const sentence = isOne ? `Added “${first.title}”` : `Added ${ids.length} tasks`
    const done = combine(steps)
    added.set(ids.at(-1) ?? null)
    notify(sentence, done, isOne ? ids[0] : undefined)
    done.persisted.catch(onUnkept)
  }
}
