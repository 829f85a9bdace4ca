import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { useAtom } from '../ui/use-atom.ts'
import { useView } from '../use-tasks.ts'
import { useToday } from '../use-today.ts'
import { useWorkspace } from '../workspace.ts'

const hints = [
  ["Type it like you'd say it", 'Call Mia tomorrow at 9 #family !3 every week'],
  ['Keyboard shortcuts for everything', 'Press ? to see them, and Ctrl+K or ⌘K to find anything.'],
  ['Works offline', "Changes sync when you're back online."],
] as const

/** An example and three hints for new users, until they have a task. */
export default function Hints() {
  const { data, history } = useWorkspace()
  const today = useToday()
  const { inbox, today: due, lists } = useAtom(data.counts)
  const upcoming = useView({ kind: 'upcoming' })
  const completed = useView({ kind: 'completed' })
  const trash = useView({ kind: 'trash' })
  const used = inbox + due + lists.size + upcoming.length + completed.length + trash.length
  if (used > 0) return null

  function addExample() {
    const title = 'Try Duly: open me, then complete me'
    const notes = 'Notes support **Markdown**. Click the circle to complete this, or press `e`.'
    history.did(`Added “${title}”`, data.create({ title, notes, due_date: today }))
    announce(`Added “${title}”`)
  }
  return (
    <div className="flex flex-col items-start gap-4 pt-6">
      <dl className="flex flex-col gap-3">
        {hints.map(([term, words]) => (
          <div key={term}>
            <dt className="font-medium">{term}</dt>
            <dd className="text-soft">{words}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={addExample}>Add an example task</Button>
    </div>
  )
}
