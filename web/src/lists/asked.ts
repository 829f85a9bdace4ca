// What is asked about lists, over the page: from the sidebar, from a list's menu or by a command.
import { atom } from '../state/atom.ts'

export type Asked = { kind: 'new' } | { kind: 'edit' | 'delete'; id: string }

export const asked = atom<Asked | null>(null)
