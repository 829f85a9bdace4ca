// The workspace that rooms share: the user's data, undo history, open picker and commands.
import { createContext, use } from 'react'
import { type CommandRegistry, createCommandRegistry } from './command-registry.ts'
import type { Data } from './data/contract.ts'
import { createHistory, type History } from './history.ts'
import type { Atom } from './state/atom.ts'
import { atom } from './state/atom.ts'

/** A picker for tasks, opened over the page from anywhere. */
export interface Asking {
  kind: 'due' | 'move' | 'labels' | 'priority'
  ids: readonly string[]
}

export interface Workspace {
  readonly data: Data
  /** Call once the page has been painted with its contents. */
  readonly painted: () => void
  readonly history: History
  readonly registry: CommandRegistry
  readonly asking: Atom<Asking | null> & { set: (asking: Asking | null) => void }
  /** The last added task, until a list has shown it. */
  readonly added: Atom<string | null> & { set: (id: string | null) => void }
  /** The tasks that commands apply to: the selected ones, else the focused one, else the open one. */
  readonly subject: Atom<readonly string[]> & { set: (ids: readonly string[]) => void }
}

export const newWorkspace = (data: Data, painted: () => void): Workspace => ({
  data,
  painted,
  history: createHistory(),
  registry: createCommandRegistry(),
  asking: atom<Asking | null>(null),
  added: atom<string | null>(null),
  subject: atom<readonly string[]>([]),
})

export const WorkspaceContext = createContext<Workspace | null>(null)

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext)
  if (!workspace) throw new TypeError('Only whoever is signed in has a workspace')
  return workspace
}
