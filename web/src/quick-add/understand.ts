// Interprets the text of a new task, for the task and for the chips.

import { dayIn } from '../../../worker/domain/due.ts'
import { isInbox, parseQuickAdd, type QuickAdd } from '../../../worker/domain/quick-add/parse.ts'
import { limits } from '../../../worker/domain/task-fields.ts'
import type { List } from '../../../worker/lists/schema.ts'
import type { Place, TaskFields } from '../data/contract.ts'
import { type Chip, dueChip, labelChip, listChip, priorityChip, repeatChip } from './chip-words.ts'
import type { QuickAddDraft } from './draft.ts'
import { plainly, type Reading, tidy } from './plain.ts'
import { masked, type Range, trimmed } from './ranges.ts'

export interface Circumstances {
  /** The page's defaults for a new task. */
  defaults: Partial<TaskFields>
  place: Place | undefined
  timezone: string
  weekStart: 'monday' | 'saturday' | 'sunday'
  dateOrder: 'mdy' | 'dmy'
  now: Date
  lists: readonly Pick<List, 'id' | 'name'>[]
  labels: readonly { name: string }[]
}

export interface Understood extends Reading {
  chips: readonly Chip[]
}

export function understand(draft: QuickAddDraft, around: Circumstances): Understood {
  const { defaults, timezone, now } = around
  // Nobody types a task of this length.
  if (draft.text.length > limits.lineLength) return { ...plainly(draft.text, defaults), chips: [] }
  const found = read(draft.text, draft.literal, around)
  const today = dayIn(timezone, now)
  const ranges = (kind: QuickAdd['spans'][number]['kind']) =>
    found.spans.filter((span) => span.kind === kind).map((span) => trimmed(draft.text, span))

  const fields: Partial<TaskFields> = { ...defaults }
  const chips: Chip[] = []
  /** The page's default, unless the text says otherwise or the user declined it. */
  const byDefault = (key: string) => {
    const isWanted = !draft.declined.includes(key)
    return { isWanted, chip: (words: string) => isWanted && chips.push({ key, words, ranges: [] }) }
  }

  if (found.due_date ?? found.due_at) {
    const { due_date, due_at, due_timezone, recurrence, recurrence_from } = found
    Object.assign(fields, { due_date, due_at, due_timezone, recurrence, recurrence_from })
    const due = ranges('due')
    if (due.length > 0) chips.push(dueChip(found, { timezone, today }, due))
    const first = due.length > 0 ? null : { timezone, today }
    if (recurrence) chips.push(repeatChip(found, first, ranges('recurrence')))
  } else if (defaults.due_date ?? defaults.due_at) {
    const { isWanted, chip } = byDefault('due')
    chip(dueChip(defaults, { timezone, today }, []).words)
    if (!isWanted) {
      Object.assign(fields, { due_date: null, due_at: null, due_timezone: null, recurrence: null })
    }
  }

  if (found.priority > 0) {
    fields.priority = found.priority
    chips.push(priorityChip(found.priority, ranges('priority')))
  } else if (defaults.priority) {
    const { isWanted, chip } = byDefault('priority')
    chip(priorityChip(defaults.priority, []).words)
    if (!isWanted) fields.priority = 0
  }

  const labels = new Set<string>()
  for (const name of defaults.labels ?? []) {
    const { isWanted, chip } = byDefault(`label:${name}`)
    if (isWanted) labels.add(name)
    chip(`#${name}`)
  }
  for (const name of found.labels) {
    const known = around.labels.find((label) => same(label.name, name))?.name ?? name
    const own = ranges('label').filter((range) => same(nameIn(draft.text, range), name))
    if (labels.size >= limits.labels || labels.has(known)) continue
    labels.add(known)
    chips.push(labelChip(known, own))
  }
  if (labels.size > 0 || defaults.labels) fields.labels = [...labels]

  let list: Reading['list'] = null
  if (found.list !== null && isInbox(found.list)) {
    fields.list_id = null
    list = { id: null }
    chips.push(listChip('Inbox', found.list, ranges('list')))
  } else if (found.list !== null) {
    const known = around.lists.find(({ name }) => same(name, found.list ?? ''))
    list = known ? { id: known.id } : { name: tidy(found.list) }
    chips.push(listChip(known?.name ?? null, found.list, ranges('list')))
  } else if (defaults.list_id) {
    const { isWanted, chip } = byDefault('list')
    const name = around.lists.find(({ id }) => id === defaults.list_id)?.name
    if (name) chip(`In ${name}`)
    if (!isWanted) fields.list_id = null
  }
  return { title: tidy(found.title), fields, list, chips }
}

/** A subtask belongs to its parent's list, so the name of a list stays in the title. */
function read(
  text: string,
  literal: readonly Range[],
  { place, ...options }: Circumstances,
): QuickAdd {
  const mask = masked(text, literal)
  const found = parseQuickAdd(mask.text, options)
  const lists = place?.parent_id ? found.spans.filter(({ kind }) => kind === 'list') : []
  if (lists.length > 0) {
    const more = lists.map((span) => trimmed(text, span))
    return read(text, [...literal, ...more], { place, ...options })
  }
  return { ...found, title: mask.restore(found.title) }
}

const same = (one: string, other: string) => plain(one) === plain(other)
const plain = (name: string) => name.normalize('NFC').toLowerCase()

/** `two words` of `#"two words"`. */
const nameIn = (text: string, { start, end }: Range) =>
  text
    .slice(start + 1, end)
    .replace(/^["“]|["”]?[.!?…]*$/g, '')
    .trim()
    .replace(/\s+/g, ' ')
