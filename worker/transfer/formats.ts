// The import formats: their types and readers. Readers for other programs load on demand, because most requests need
// none.

import { readCsv } from './csv-reader.ts'
import { readJson } from './json-reader.ts'
import { hasTooManyValues } from './json-values.ts'
import { type Reading, type ReadOptions, tooManyValues } from './reading.ts'
import type { ImportFormat } from './schema-http.ts'
import { readTodoist } from './todoist-reader.ts'

type Read = (text: string, options: ReadOptions) => Reading

interface Format {
  types: readonly string[]
  reader: () => Read | Promise<Read>
}

/** Checked before the file is parsed. */
export async function readFile(
  format: ImportFormat,
  text: string,
  options: ReadOptions,
): Promise<Reading> {
  if (hasTooManyValues(text)) return tooManyValues()
  const read = await formats[format].reader()
  return read(text, options)
}

const [json, csv] = ['application/json', 'text/csv']

export const formats: Record<ImportFormat, Format> = {
  json: { types: [json], reader: () => readJson },
  csv: { types: [csv], reader: () => readCsv },
  ics: {
    types: ['text/calendar'],
    reader: async () => (await import('./foreign/ics-reader.ts')).readIcs,
  },
  todoist: { types: [csv, json], reader: () => readTodoist },
  ticktick: {
    types: [csv],
    reader: async () => (await import('./foreign/ticktick.ts')).readTicktick,
  },
  google_tasks: {
    types: [json],
    reader: async () => (await import('./foreign/google-tasks.ts')).readGoogleTasks,
  },
  microsoft_to_do: {
    types: [json, csv],
    reader: async () => (await import('./foreign/microsoft-to-do.ts')).readMicrosoftToDo,
  },
  vikunja: {
    types: [json],
    reader: async () => (await import('./foreign/vikunja.ts')).readVikunja,
  },
}
