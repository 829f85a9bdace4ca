import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { limits } from '../../../worker/domain/task-fields.ts'
import { reasonOf } from '../failure-messages.ts'
import { timeZone } from '../preferences.ts'
import type { Api } from '../typed-api.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { FieldFrame, fieldLook } from '../ui/field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { FormTrouble } from './form-trouble.tsx'
import { guessFormat } from './guess-format.ts'
import { kindOf, kinds, listHint, listNameOf } from './import-kinds.ts'
import { ImportResult } from './import-result.tsx'
import { inUtf8, isZip, type Readable } from './read-file.ts'
import { Part } from './section.tsx'
import { type ImportReport, type ImportWish, sendImport } from './transfer-calls.ts'

const mebibytes = 5

type Chosen = Omit<ImportWish, 'timezone'> & Readable

export function ImportPart({ api }: { api: Api }) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [report, setReport] = useState<ImportReport | null>(null)
  const [running, setRunning] = useState<'preview' | 'import' | null>(null)
  const [trouble, setTrouble] = useState('')
  const controller = useRef<AbortController>(null)
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button is gone, so the focus goes to the result.
    if (report && document.activeElement === document.body) result.current?.focus()
  }, [report])

  /** Clears the result of another file, or of this one in another format. */
  function choose(next: Chosen | null) {
    controller.current?.abort()
    setChosen(next)
    setReport(null)
    setTrouble('')
  }

  async function onFile({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    const file = currentTarget.files?.[0]
    if (!file) return choose(null)
    if (file.size > mebibytes * 1024 ** 2) {
      choose(null)
      return setTrouble(`The file is larger than ${mebibytes} MiB. Import it in pieces.`)
    }
    const readable = await inUtf8(file)
    const start = await readable.file.slice(0, 4096).text()
    if (isZip(start)) {
      choose(null)
      return setTrouble('This is a ZIP file. Unpack it, and choose the .json, .csv or .ics in it.')
    }
    const kind = guessFormat(start)
    choose({ ...readable, ...kind, listName: listNameOf(kind, file.name) })
  }

  async function run(what: 'preview' | 'import') {
    if (!chosen) return
    controller.current = new AbortController()
    const { signal } = controller.current
    setRunning(what)
    setTrouble('')
    try {
      const wish = { ...chosen, timezone: timeZone() }
      const found = await sendImport(api, wish, { dryRun: what === 'preview', signal })
      if (signal.aborted) return
      setReport(found)
      announce(what === 'preview' ? 'The preview is there.' : 'Imported.')
    } catch (failure) {
      if (what === 'import') setReport(null)
      if (!signal.aborted) setTrouble(reasonOf(failure) + (what === 'import' ? again : ''))
      else if (what === 'import') setTrouble(`Stopped.${again}`)
    } finally {
      setRunning(null)
    }
  }

  const next = report?.dry_run && report.created > 0 ? 'import' : 'preview'
  const hint = chosen && listHint(chosen)
  return (
    <Part
      title="Import"
      about="A file that Duly has exported, a CSV table with a column “title”, a calendar with to-dos, or what Todoist, TickTick, Google Tasks, Microsoft To Do or Vikunja gave you. What is there already stays as it is. You see what would happen before anything does."
    >
      <div className="flex max-w-sm flex-col gap-4">
        <FieldFrame label="File" htmlFor="import-file">
          <input
            id="import-file"
            type="file"
            accept=".json,.csv,.ics,application/json,text/csv,text/calendar"
            onChange={onFile}
            className={`${fieldLook} file:mr-3 file:border-0 file:bg-transparent file:font-medium file:text-accent`}
          />
        </FieldFrame>
        {chosen && (
          <SelectField
            label="What it is"
            value={chosen.format}
            options={kinds}
            onChange={({ currentTarget: { value } }) => {
              const kind = kindOf(value, chosen.contentType)
              if (kind) choose({ ...chosen, ...kind, listName: listNameOf(kind, chosen.file.name) })
            }}
          />
        )}
        {chosen?.encoding && (
          <p className="text-13 text-soft">
            The file is not UTF-8 and is read as {chosen.encoding}: look whether letters such as é
            are right.
          </p>
        )}
        {chosen && hint && (
          <TextField
            label="Into the list"
            value={chosen.listName}
            maxLength={limits.nameLength}
            hint={hint}
            onChange={({ currentTarget }) => choose({ ...chosen, listName: currentTarget.value })}
          />
        )}
      </div>
      <FormTrouble>{trouble}</FormTrouble>
      {report && (
        <div ref={result} tabIndex={-1} className="outline-none">
          <ImportResult report={report} />
        </div>
      )}
      {chosen && (!report || report.dry_run) && (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            look={running ? 'quiet' : 'primary'}
            onClick={() => (running ? controller.current?.abort() : run(next))}
          >
            {running ? 'Stop' : label(next, report)}
          </Button>
          {running && (
            <p className="text-soft">
              {running === 'preview' ? 'Reading the file…' : 'Importing…'}
            </p>
          )}
        </div>
      )}
    </Part>
  )
}

const label = (next: 'preview' | 'import', report: ImportReport | null) =>
  next === 'import' ? `Import ${report?.created}` : report ? 'Preview again' : 'Preview'

const again = ' What is in stays; the same file once more does the rest.'
