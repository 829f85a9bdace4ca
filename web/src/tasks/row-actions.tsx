import { type ComponentProps, useEffect } from 'react'
import { SelectionBar } from './selection-bar.tsx'
import { ShowAdded } from './show-added.ts'
import { TaskCommands } from './task-commands.ts'
import { TitleEditor } from './title-editor.tsx'

type Props = ComponentProps<typeof TaskCommands> &
  ComponentProps<typeof ShowAdded> & { isSecond: boolean }

/** What can be done to rows: by keys, and to those that are chosen. */
export default function RowActions({ isSecond, items, rows, ...commands }: Props) {
  const { editor } = commands.state
  useEffect(() => editor.set(TitleEditor), [editor])
  return (
    <>
      {!isSecond && <TaskCommands {...commands} />}
      {!isSecond && <ShowAdded items={items} rows={rows} />}
      <SelectionBar page={commands.page} selection={commands.state.selection} />
    </>
  )
}
