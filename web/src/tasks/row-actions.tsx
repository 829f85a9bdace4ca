import type { ComponentProps } from 'react'
import { SelectionBar } from './selection-bar.tsx'
import { TaskCommands } from './task-commands.ts'

type Props = ComponentProps<typeof TaskCommands> & { isSecond: boolean }

/** What can be done to rows: by keys, and to those that are chosen. */
export default function RowActions({ isSecond, ...commands }: Props) {
  return (
    <>
      {!isSecond && <TaskCommands {...commands} />}
      <SelectionBar page={commands.page} selection={commands.state.selection} />
    </>
  )
}
