import { Suspense, useImperativeHandle } from 'react'
import { lazyRoute } from '../ui/lazy-route.ts'
import type { RowsProps } from './rows-props.ts'

/** Up to this many rows are all rendered, so that the browser's search and every screen reader find them. */
const most = 100

const ManyRows = lazyRoute(() => import('./many-rows.tsx'))

/** Renders few rows as they are, and of many only those in sight. */
export function TaskRows(props: RowsProps) {
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
