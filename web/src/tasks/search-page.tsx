import { useDeferredValue } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Heading } from '../ui/heading.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useView } from '../use-tasks.ts'
import { found } from './pages.ts'
import { TaskList } from './task-list.tsx'

/** The query is in the address, so it can be linked to. */
export default function SearchPage() {
  const [, navigate] = useLocation()
  const text = new URLSearchParams(useSearch()).get('q') ?? ''
  const asked = useDeferredValue(text)
  const page = found(asked)
  const ids = useView(page.view)
  const words = ids.length === 1 ? 'One task' : `${ids.length} tasks`
  return (
    <div className="flex flex-col gap-4">
      <Heading title="Search" />
      <search>
        <TextField
          label="Search tasks"
          isLabelHidden
          type="search"
          autoFocus
          autoComplete="off"
          placeholder="Search titles, notes and labels"
          value={text}
          onChange={({ target }) => {
            const query = target.value ? `?${new URLSearchParams({ q: target.value })}` : ''
            navigate(`/search${query}`, { replace: true })
          }}
        />
      </search>
      <p role="status" className="text-13 text-soft">
        {asked.trim() === '' ? '' : ids.length === 0 ? page.empty.title : words}
      </p>
      {ids.length === 0 && asked.trim() !== '' && <p className="text-soft">{page.empty.hint}</p>}
      <TaskList page={page} ids={ids} />
    </div>
  )
}
