// Writes CSV for spreadsheets (RFC 4180, CRLF). Without the byte order mark, Excel would read UTF-8 as Latin text.
import { type Column, columns, guarded, quoted } from './csv-cells.ts'
import { textOf } from './field-texts.ts'
import type { TransferTask } from './schema.ts'
import type { Writer } from './writer.ts'

/** Lists appear only as names in their tasks' column, so empty lists are not in the file. */
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
