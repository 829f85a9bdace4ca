// CSV for spreadsheets (RFC 4180, CRLF). The byte order mark is for Excel, which reads UTF-8 as Latin text without it.
import { type Column, columns, guarded, quoted } from './csv-cells.ts'
import { textOf } from './field-texts.ts'
import type { TransferTask } from './schema.ts'
import type { Writer } from './writer.ts'

/** Lists appear as the names of their tasks' column only: one without tasks is not in the file. */
export function csvWriter(): Writer {
  const names = new Map<string, string>()
  return {
    head: () => `\uFEFF${columns.join(',')}\r\n`,
    lists(batch) {
      for (const { id, name } of batch) names.set(id, name)
      return ''
    },
    tasks(batch) {
      let text = ''
      for (const task of batch) {
        const list = task.list_id === null ? '' : (names.get(task.list_id) ?? '')
        const cells = columns.map((column) => quoted(guarded(cell(task, column, list))))
        text += `${cells.join(',')}\r\n`
      }
      return text
    },
    tail: () => '',
  }
}

function cell(task: TransferTask, column: Column, list: string): string {
  switch (column) {
    case 'list':
      return list
    case 'id':
    case 'completed_at':
    case 'deleted_at':
    case 'created_at':
    case 'updated_at':
      return task[column] ?? ''
    default:
      return textOf(task, column)
  }
}
