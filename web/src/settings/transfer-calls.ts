import type { Api } from '../typed-api.ts'
import { type Kind, listHint } from './import-kinds.ts'

export type ExportFormat = 'json' | 'csv' | 'ics'

type Exporting = {
  format: ExportFormat
  signal: AbortSignal
  onProgress: (bytes: number) => void
}

/** Exports the account as one file. Throws if the stream breaks off, so that nobody keeps half a file. */
export async function readExport(
  api: Api,
  { format, signal, onProgress }: Exporting,
): Promise<Blob> {
  const answer = await api.export.$get({ query: { format } }, { init: { signal } })
  const reader = answer.body?.getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    // The chunks of the network share no memory.
    parts.push(next.value as Uint8Array<ArrayBuffer>)
    bytes += next.value.length
    onProgress(bytes)
  }
  return new Blob(parts, { type: answer.headers.get('content-type') ?? '' })
}

export type ImportWish = Kind & {
  file: File
  timezone: string
  /** The list for files that name none; empty if they do. */
  listName: string
}

export type ImportReport = Awaited<ReturnType<typeof sendImport>>

export async function sendImport(
  api: Api,
  { file, format, contentType, timezone, listName }: ImportWish,
  { dryRun, signal }: { dryRun: boolean; signal: AbortSignal },
) {
  const query = {
    format,
    timezone,
    ...(dryRun && { dry_run: 'true' as const }),
    ...(listHint({ format, contentType }) && listName && { list_name: listName }),
  }
  const init = { body: file, headers: { 'content-type': contentType }, signal }
  const answer = await api.import.$post({ query }, { init })
  return await answer.json()
}
