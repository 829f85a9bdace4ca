import type { Kind } from './import-kinds.ts'

/** Guesses a file's format from its first characters; the person can choose another. */
export function guessFormat(start: string): Kind {
  const text = start.replace(/^\uFEFF/, '').trimStart()
  if (/^BEGIN:VCALENDAR/i.test(text)) return { format: 'ics', contentType: 'text/calendar' }
  return /^[[{]/.test(text)
    ? { format: jsonFormat(text), contentType: 'application/json' }
    : { format: tableFormat(text), contentType: 'text/csv' }
}

/** Keys that only the files of one program have near their beginning. */
function jsonFormat(text: string): Kind['format'] {
  const has = (...keys: string[]) => new RegExp(`"(${keys.join('|')})"\\s*:`).test(text)
  // An export of Duly has its version before anything that is long.
  if (/^\{[^[{]*"version"\s*:/.test(text)) return 'json'
  if (/"kind"\s*:\s*"tasks#/.test(text) || has('scheduled_time', 'task_recurrence_id')) {
    return 'google_tasks'
  }
  if (has('displayName', '@odata.context', '@odata.etag', 'dueDateTime')) return 'microsoft_to_do'
  return has('parent_project_id', 'hex_color', 'done_at') ? 'vikunja' : 'todoist'
}

/** Lines about the file may come before the header. */
function tableFormat(text: string): Kind['format'] {
  for (const line of text.split(/\r\n|[\r\n]/, 20)) {
    const columns = line.split(/[,;]/).map((name) => name.trim().replaceAll('"', '').toUpperCase())
    const has = (...names: string[]) => names.every((name) => columns.includes(name))
    if (has('TYPE', 'CONTENT')) return 'todoist'
    if (has('LIST NAME', 'TITLE', 'STATUS')) return 'ticktick'
    if (has('SUBJECT', 'DUE DATE', 'STATUS')) return 'microsoft_to_do'
  }
  return 'csv'
}
