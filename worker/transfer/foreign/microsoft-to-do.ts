// `format=microsoft_to_do`: Microsoft Graph's JSON, or Outlook's table, distinguished by their first characters.
import type { Reading, ReadOptions } from '../reading.ts'
import { readMicrosoftJson } from './microsoft-json.ts'
import { readOutlookCsv } from './outlook-csv.ts'

export const readMicrosoftToDo = (text: string, options: ReadOptions): Reading =>
  /^[\uFEFF\s]*[[{]/.test(text) ? readMicrosoftJson(text, options) : readOutlookCsv(text, options)
