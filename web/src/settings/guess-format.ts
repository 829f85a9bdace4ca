import type { ImportFormat, ImportWish } from './transfer-calls.ts'

type Guess = Pick<ImportWish, 'format' | 'contentType'>

/** What a file is likely to be, by its first characters; the person may know better. */
export function guessFormat(start: string): Guess {
  const text = start.replace(/^\uFEFF/, '').trimStart()
  if (text.startsWith('[')) return { format: 'todoist', contentType: 'application/json' }
  if (text.startsWith('{')) {
    // An export of ours says its version before anything else that is long.
    const format: ImportFormat = /^\{[^[{]*"version"\s*:/.test(text) ? 'json' : 'todoist'
    return { format, contentType: 'application/json' }
  }
  const header = text.slice(0, text.search(/[\r\n]|$/)).toUpperCase()
  const columns = header.split(/[,;]/).map((name) => name.trim().replaceAll('"', ''))
  const isTodoist = columns.includes('TYPE') && columns.includes('CONTENT')
  return { format: isTodoist ? 'todoist' : 'csv', contentType: 'text/csv' }
}
