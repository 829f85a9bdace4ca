// Hooks that read the data layer.
import { useMemo } from 'react'
import type { Row, View } from './data/contract.ts'
import { useAtom } from './ui/use-atom.ts'
import { useWorkspace } from './workspace.ts'

/** The current task; undefined if there is none with this id. */
export function useRow(id: string): Row | undefined {
  const { data } = useWorkspace()
  return useAtom(useMemo(() => data.row(id), [data, id]))
}

/** Ids in the view's order. */
export function useView(view: View): readonly string[] {
  const { data } = useWorkspace()
  const name = JSON.stringify(view)
  return useAtom(useMemo(() => data.view(JSON.parse(name)), [data, name]))
}
