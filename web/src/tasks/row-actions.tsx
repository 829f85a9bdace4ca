import { type ComponentProps, useEffect } from 'react'
import { deferred } from '../ui/lazy-route.ts'
import { useAtom } from '../ui/use-atom.ts'
import { ShowAdded } from './reveal-added.ts'
import { SelectionBar } from './selection-bar.tsx'
import { TaskCommands } from './task-commands.ts'
import { TitleEditor } from './title-editor.tsx'

const RowMenu = deferred(() => import('./row-menu.tsx'))

type Props = ComponentProps<typeof TaskCommands> &
  ComponentProps<typeof ShowAdded> & { isSecond: boolean }

/** Actions on rows: shortcuts, and the bar for selected rows. */
export default function RowActions({ isSecond, items, rows, ...commands }: Props) {
  const { editor, menu } = commands.state
  const asked = useAtom(menu)
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
