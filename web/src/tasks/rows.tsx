import { type ReactNode, Suspense, useImperativeHandle } from 'react'
import type { Live } from '../data/contract.ts'
import { part } from '../ui/part.ts'
import type { Item } from './groups.ts'

export interface RowsHandle {
  /** Brings a row into the page that may not be in it yet. */
  reach: (index: number) => void
}

export interface RowsProps {
  label: string
  items: readonly Item[]
  /** Never taken out of the page: it has the focus. */
  active: Live<string | null>
  handle: React.Ref<RowsHandle>
  children: (item: Item) => ReactNode
}

/** So many are simply there: found by the browser's search, read by every screen reader. */
const most = 100

const ManyRows = part(() => import('./many-rows.tsx'))

/** Few rows as they are, many by those in sight. */
export function Rows(props: RowsProps) {
  const { items } = props
  if (items.length <= most) return <FewRows {...props} />
  return (
    <Suspense fallback={<FewRows {...props} items={items.slice(0, most)} />}>
      <ManyRows {...props} />
    </Suspense>
  )
}

function FewRows({ label, items, handle, children }: RowsProps) {
  useImperativeHandle(handle, () => ({ reach: () => {} }), [])
  if (items.length === 0) return null
  return (
    <ul aria-label={label}>
      {items.map((item) => (
        <li key={item.key}>{children(item)}</li>
      ))}
    </ul>
  )
}
