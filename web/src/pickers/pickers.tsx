// Pickers for tasks, over the page they were opened from.
import type { ComponentType } from 'react'
import { useAtom } from '../ui/use-atom.ts'
import { type Asking, useWorkspace } from '../workspace.ts'
import { DuePicker } from './due-picker.tsx'
import { LabelsPicker } from './labels-picker.tsx'
import { MovePicker } from './move-picker.tsx'
import type { PickerProps } from './picker-props.ts'
import { PriorityPicker } from './priority-picker.tsx'

const pickers: Record<Asking['kind'], ComponentType<PickerProps>> = {
  due: DuePicker,
  labels: LabelsPicker,
  move: MovePicker,
  priority: PriorityPicker,
}

export default function Pickers() {
  const { asking } = useWorkspace()
  const asked = useAtom(asking)
  if (!asked || asked.ids.length === 0) return null
  const Picker = pickers[asked.kind]
  return <Picker ids={asked.ids} onClose={() => asking.set(null)} />
}
