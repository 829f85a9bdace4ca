// The dialog about lists that is open, from the sidebar, a list's menu or a command.
import { atom } from '../state/atom.ts'

export type Asked = { kind: 'new' } | { kind: 'edit' | 'delete'; id: string }

export const asked = atom<Asked | null>(null)
