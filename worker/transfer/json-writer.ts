// The complete format: every field of every list and task, one row per line.
import type { Writer } from './writer.ts'

/** `exportedAt` is in the file; nothing else in it depends on the time. */
export function jsonWriter(exportedAt: Date): Writer {
  let section: 'lists' | 'tasks' = 'lists'
  let first = true

  const rows = (batch: readonly object[]) => {
    let text = ''
    for (const row of batch) {
      text += `${first ? '\n' : ',\n'}${JSON.stringify(row)}`
      first = false
    }
    return text
  }
  const openTasks = () => {
    if (section === 'tasks') return ''
    section = 'tasks'
    first = true
    return '],\n"tasks":['
  }

  return {
    head: () => `{"version":1,"exported_at":"${exportedAt.toISOString()}",\n"lists":[`,
    lists: rows,
    tasks: (batch) => openTasks() + rows(batch),
    tail: () => `${openTasks()}]}\n`,
  }
}
