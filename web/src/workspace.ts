// What the rooms share of one person's stay: their data, what can be undone, what is asked, which commands there are.
import { createContext, use } from 'react'
import { type CommandRegistry, createCommandRegistry } from './command-registry.ts'
import type { Data } from './data/contract.ts'
import { createHistory, type History } from './history.ts'
import type { Atom } from './state/atom.ts'
import { atom } from './state/atom.ts'

/** A question about tasks, asked in a dialog over the page, from wherever. */
export interface Asking {
  kind: 'due' | 'move' | 'labels' | 'priority'
  ids: readonly string[]
}

export interface Workspace {
  readonly data: Data
  /** To be told once the page has been painted with what is there. */
  readonly painted: () => void
  readonly history: History
  readonly registry: CommandRegistry
  readonly asking: Atom<Asking | null> & { set: (asking: Asking | null) => void }
  /** The task that was added last, until a list has shown it. */
  readonly added: Atom<string | null> & { set: (id: string | null) => void }
  /** The tasks that commands are about: those selected, else the one that has the focus, else the one that is open. */
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
