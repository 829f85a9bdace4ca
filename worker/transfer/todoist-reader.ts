// `format=todoist`: the CSV of an export or template, or JSON of the API, distinguished by their first characters.
import type { Reading, ReadOptions } from './reading.ts'
import { readTodoistCsv } from './todoist-csv-reader.ts'
import { readTodoistJson } from './todoist-json-reader.ts'

export const readTodoist = (text: string, options: ReadOptions): Reading =>
  /^[\uFEFF\s]*[[{]/.test(text) ? readTodoistJson(text, options) : readTodoistCsv(text, options)
