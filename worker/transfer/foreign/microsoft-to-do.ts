// `format=microsoft_to_do`: JSON as of Microsoft Graph, or the table that Outlook exports, told apart by how it begins.
import type { Reading, ReadOptions } from '../reading.ts'
import { readMicrosoftJson } from './microsoft-json.ts'
import { readOutlookCsv } from './outlook-csv.ts'

export const readMicrosoftToDo = (text: string, options: ReadOptions): Reading =>
  /^[\uFEFF\s]*[[{]/.test(text) ? readMicrosoftJson(text, options) : readOutlookCsv(text, options)
