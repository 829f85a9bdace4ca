// The text being typed. It outlives the page that shows it, and ends with the workspace.
import { useCallback } from 'react'
import type { Place } from '../data/contract.ts'
import { atom } from '../state/atom.ts'
import { useAtom } from '../ui/use-atom.ts'
import { useWorkspace, type Workspace } from '../workspace.ts'
import { moved, type Range } from './ranges.ts'

export interface QuickAddDraft {
  text: string
  /** Pieces that must stay plain text. */
  literal: readonly Range[]
  /** Keys of the page's defaults that this task should not have. */
  declined: readonly string[]
}

export const nothingTyped: QuickAddDraft = { text: '', literal: [], declined: [] }

type Drafts = Map<string, ReturnType<typeof atom<QuickAddDraft>>>
const kept = new WeakMap<Workspace, Drafts>()

function draftIn(workspace: Workspace, name: string) {
  const drafts = kept.get(workspace) ?? new Map()
  kept.set(workspace, drafts)
  const draft = drafts.get(name) ?? atom(nothingTyped)
  drafts.set(name, draft)
  return draft as ReturnType<typeof atom<QuickAddDraft>>
}

/** One for all views, and one for the subtasks of each task. */
export function useDraft(place: Place | undefined) {
  const live = draftIn(useWorkspace(), place?.parent_id ?? '')
  const draft = useAtom(live)
  const type = useCallback(
    (text: string) => {
      const now = live.get()
      live.set({ ...now, text, literal: moved(now.literal, now.text, text) })
    },
    [live],
  )
  return { draft, type, set: live.set, get: live.get }
}
