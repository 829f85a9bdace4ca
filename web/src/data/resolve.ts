// What the person said about edits that only they could decide.
import type { Answer, Fields } from './contract.ts'
import { type Edit, type Entry, fieldNames, namesOf, pick } from './edits.ts'
import type { World } from './world.ts'

/** @returns entries that say something else now, those that are done with, and edits to make besides */
export function answered(
  waiting: readonly Entry[],
  answer: Answer,
  world: World,
  at: string,
): { put: Entry[]; settled: number[]; edits: Edit[] } {
  const question = waiting.find((entry) => entry.question)?.question
  const keys = waiting.map(({ key }) => key)
  if (!question) return { put: [], settled: [], edits: [] }
  if (question.kind === 'conflict') {
    const put: Entry[] = []
    const settled: number[] = []
    for (const entry of waiting) {
      const next = entry.question?.kind === 'conflict' ? chosen(entry, answer, world) : entry
      if (!next) settled.push(entry.key)
      else if (next !== entry) put.push(next)
    }
    return { put, settled, edits: [] }
  }
  if (answer === 'theirs') return { put: [], settled: keys, edits: [] }
  if (question.kind === 'refused')
    return { put: waiting.map((entry) => ({ ...entry, question: null })), settled: [], edits: [] }
  const [first] = waiting
  const id = first?.edit.id ?? ''
  const task = world.task(id)
  if (question.kind === 'gone') {
    if (!task) return { put: [], settled: keys, edits: [] }
    const fields = { ...task, ...pick(task, fieldNames) } as Fields
    const create: Edit = {
      op: 'create',
      id,
      at,
      fields: pick(fields, fieldNames) as Fields,
      rank: task.rank,
    }
    return { put: [], settled: keys, edits: [create] }
  }
  // Out of the trash first, then edited.
  const again = waiting.map(({ edit }) => edit)
  return { put: [], settled: keys, edits: [{ op: 'restore', id, at }, ...again] }
}

/** What stays mine is now an edit over what theirs says. */
function chosen(entry: Entry, answer: Answer, world: World): Entry | null {
  const { edit, question } = entry
  if (edit.op !== 'update' || question?.kind !== 'conflict') return entry
  const base = world.base.tasks.get(edit.id)
  const isMine = (name: keyof Fields) => {
    if (!question.fields.some(({ field }) => field === name)) return true
    return (typeof answer === 'string' ? answer : (answer[name] ?? 'theirs')) === 'mine'
  }
  const kept = namesOf(edit.patch).filter(isMine)
  if (kept.length === 0 || !base) return null
  const seen = { ...edit.seen, ...pick(base, kept) }
  return {
    ...entry,
    edit: {
      ...edit,
      patch: pick({ ...base, ...edit.patch }, kept),
      seen: pick({ ...base, ...seen }, kept),
    },
    question: null,
  }
}
