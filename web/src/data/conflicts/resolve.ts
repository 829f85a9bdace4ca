// What the person said about edits that only they could decide.
import type { Answer, Fields, Question } from '../contract.ts'
import { type Edit, type Entry, fieldNames, namesOf, pick } from '../mutations/mutation.ts'
import type { World } from '../store/optimistic-store.ts'
import { rebase } from './rebase.ts'

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
    const given = givenUp(waiting, answer)
    for (const entry of waiting) {
      const next =
        entry.question?.kind === 'conflict' ? chosen(entry, answer, world) : without(entry, given)
      if (!next) settled.push(entry.key)
      else if (next !== entry) put.push(next)
    }
    return { put, settled, edits: [] }
  }
  // An answer by fields, to what is not asked by fields any more.
  if (typeof answer !== 'string') return { put: [], settled: [], edits: [] }
  if (answer === 'theirs') return { put: [], settled: dropped(waiting, question), edits: [] }
  if (question.kind === 'refused') return { ...retried(waiting, world), edits: [] }
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

/** Once more: what was corrected since goes in the place of what was refused, as if it had been written at once. */
function retried(waiting: readonly Entry[], world: World): { put: Entry[]; settled: number[] } {
  const merged: Entry[] = []
  for (const entry of waiting) {
    const at = merged.findIndex(({ question }) => question?.kind === 'refused')
    const refused = merged[at]
    if (!refused || entry.edit.op !== 'update') {
      merged.push(entry)
      continue
    }
    if (refused.edit.op === 'create') {
      const fields = { ...refused.edit.fields, ...entry.edit.patch }
      merged[at] = { ...refused, edit: { ...refused.edit, fields } }
      continue
    }
    if (refused.edit.op !== 'update') {
      merged.push(entry)
      continue
    }
    const names = namesOf(refused.edit.patch)
    const corrected = namesOf(entry.edit.patch).filter((name) => names.includes(name))
    const patch = { ...refused.edit.patch, ...pick(entry.edit.patch, corrected) }
    merged[at] = { ...refused, edit: { ...refused.edit, patch } }
    const rest = without(entry, new Set(names))
    if (rest) merged.push(rest)
  }
  const open = merged.map((entry) => (entry.question ? { ...entry, question: null } : entry))
  const [first] = open
  const base = first && world.base.tasks.get(first.edit.id)
  // Not fetched again yet, or gone: as above.
  if (!base && first?.edit.op !== 'create') return { put: [], settled: [] }
  const next = rebase(open, base, undefined)
  return {
    put: next.filter((entry) => !waiting.includes(entry)),
    settled: waiting.map(({ key }) => key).filter((key) => !next.some((one) => one.key === key)),
  }
}

/** Of edits that are refused only those go that are, unless nothing is left that the others could be about. */
function dropped(waiting: readonly Entry[], { kind }: Question): number[] {
  const refused = waiting.filter(({ question }) => question?.kind === 'refused')
  const isAll = kind !== 'refused' || refused.some(({ edit }) => edit.op === 'create')
  return (isAll ? waiting : refused).map(({ key }) => key)
}

/** Fields of which theirs is taken, in whatever was written here since, too. */
function givenUp(waiting: readonly Entry[], answer: Answer): Set<keyof Fields> {
  const asked = waiting.flatMap(({ question }) =>
    question?.kind === 'conflict' ? question.fields.map(({ field }) => field) : [],
  )
  const isGivenUp = (field: keyof Fields) =>
    (typeof answer === 'string' ? answer : answer[field]) === 'theirs'
  return new Set(asked.filter(isGivenUp))
}

function without(entry: Entry, names: ReadonlySet<keyof Fields>): Entry | null {
  const { edit } = entry
  if (edit.op !== 'update') return entry
  const kept = namesOf(edit.patch).filter((name) => !names.has(name))
  if (kept.length === namesOf(edit.patch).length) return entry
  if (kept.length === 0) return null
  return { ...entry, edit: { ...edit, patch: pick(edit.patch, kept), seen: pick(edit.seen, kept) } }
}

/** What stays mine is now an edit over what theirs says; what nothing was said of stays a question. */
function chosen(entry: Entry, answer: Answer, world: World): Entry | null {
  const { edit, question } = entry
  if (edit.op !== 'update' || question?.kind !== 'conflict') return entry
  const base = world.base.tasks.get(edit.id)
  const said = (name: keyof Fields) => (typeof answer === 'string' ? answer : answer[name])
  const asked = new Set(question.fields.map(({ field }) => field))
  const open = question.fields.filter(({ field }) => said(field) === undefined)
  const isOpen = (name: keyof Fields) => open.some(({ field }) => field === name)
  const kept = namesOf(edit.patch).filter((name) => !asked.has(name) || said(name) !== 'theirs')
  if (kept.length === 0) return null
  // Not fetched again yet, or gone: it stays asked until that is known.
  if (!base) return entry
  const settled = kept.filter((name) => !isOpen(name))
  return {
    ...entry,
    edit: {
      ...edit,
      patch: pick({ ...base, ...edit.patch }, kept),
      seen: pick({ ...base, ...edit.seen, ...pick(base, settled) }, kept),
    },
    question: open.length > 0 ? { kind: 'conflict', fields: open } : null,
  }
}
