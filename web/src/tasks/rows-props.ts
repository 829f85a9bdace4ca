import type { ReactNode, Ref } from 'react'
import type { Atom } from '../state/atom.ts'
import type { Item } from './day-groups.ts'

export interface RowsHandle {
  /** Brings a row into the page that may not be rendered yet. */
  reach: (index: number) => void
}

export interface RowsProps {
  label: string
  items: readonly Item[]
  /** Always rendered, because it has the focus. */
  active: Atom<string | null>
  handle: Ref<RowsHandle>
  children: (item: Item) => ReactNode
}
