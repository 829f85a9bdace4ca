import { type ComponentProps, useEffect } from 'react'
import { quietPart } from '../ui/part.ts'
import { useLive } from '../ui/use-atom.ts'
import { ShowAdded } from './reveal-added.ts'
import { SelectionBar } from './selection-bar.tsx'
import { TaskCommands } from './task-commands.ts'
import { TitleEditor } from './title-editor.tsx'

const RowMenu = quietPart(() => import('./row-menu.tsx'))

type Props = ComponentProps<typeof TaskCommands> &
  ComponentProps<typeof ShowAdded> & { isSecond: boolean }

/** What can be done to rows: by keys, and to those that are chosen. */
export default function RowActions({ isSecond, items, rows, ...commands }: Props) {
  const { editor, menu } = commands.state
  const asked = useLive(menu)
  useEffect(() => editor.set(TitleEditor), [editor])
  return (
    <>
      {!isSecond && <TaskCommands {...commands} />}
      {!isSecond && <ShowAdded items={items} rows={rows} />}
      {asked !== null && <RowMenu id={asked} state={commands.state} />}
      <SelectionBar page={commands.page} selection={commands.state.selection} />
    </>
  )
}
