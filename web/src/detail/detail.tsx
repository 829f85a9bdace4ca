import { useRow } from '../use-tasks.ts'

/** The task that is open beside the list. */
export default function Detail({ id }: { id: string; onClose: () => void }) {
  const row = useRow(id)
  return <h2 className="p-4 text-20 font-semibold wrap-anywhere">{row?.task.title}</h2>
}
