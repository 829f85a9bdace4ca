import type { ReactNode, Ref } from 'react'
import type { Atom } from '../state/atom.ts'
import type { Item } from './day-groups.ts'

export interface RowsHandle {
  /** Brings a row into the page that may not be in it yet. */
  reach: (index: number) => void
}

export interface RowsProps {
  label: string
  items: readonly Item[]
  /** Never taken out of the page: it has the focus. */
  active: Atom<string | null>
  handle: Ref<RowsHandle>
  children: (item: Item) => ReactNode
}
