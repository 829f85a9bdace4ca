import { useRef, useState } from 'react'
import { ApiFailure } from '../api.ts'
import { reasonOf } from '../failure-messages.ts'
import type { Api } from '../typed-api.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { FormTrouble } from './form-trouble.tsx'
import { Part } from './section.tsx'
import { type ExportFormat, readExport } from './transfer-calls.ts'

const formats: { format: ExportFormat; name: string; about: string }[] = [
  { format: 'json', name: 'JSON', about: 'Loses nothing. Another Duly can import it.' },
  { format: 'csv', name: 'CSV', about: 'For spreadsheets. Leaves out empty lists and your order.' },
  {
    format: 'ics',
    name: 'ICS',
    about: 'For calendars and task apps. Leaves out the names of lists, and your order.',
  },
]

/** Null if no export is running. */
type Running = { format: ExportFormat; bytes: number } | null

export function ExportPart({ api }: { api: Api }) {
  const [running, setRunning] = useState<Running>(null)
  const [trouble, setTrouble] = useState('')
  const controller = useRef<AbortController>(null)

  async function run(format: ExportFormat) {
    controller.current = new AbortController()
    const { signal } = controller.current
    setTrouble('')
    setRunning({ format, bytes: 0 })
    try {
      const onProgress = (bytes: number) => setRunning({ format, bytes })
      save(await readExport(api, { format, signal, onProgress }), fileName(format, new Date()))
      announce('Exported.')
    } catch (failure) {
      setTrouble(signal.aborted ? '' : failure instanceof ApiFailure ? reasonOf(failure) : brokeOff)
    } finally {
      setRunning(null)
    }
  }

  return (
    <Part
      title="Export"
      about="Everything as a file: lists and tasks, completed ones and the trash as well."
    >
      <FormTrouble>{trouble}</FormTrouble>
      <ul className="border-line border-t">
        {formats.map(({ format, name, about }) => {
          const isRunning = running?.format === format
          return (
            <li
              key={format}
              className="flex items-center justify-between gap-4 border-line border-b py-2"
            >
              <div className="min-w-0">
                <p className="font-medium">{name}</p>
                <p className="text-13 text-soft">
                  {isRunning ? `${kilobytes(running.bytes)} so far…` : about}
                </p>
              </div>
              <Button
                busy={running !== null && !isRunning}
                onClick={() => (isRunning ? controller.current?.abort() : run(format))}
              >
                <span className="whitespace-nowrap">{isRunning ? 'Stop' : `Export ${name}`}</span>
              </Button>
            </li>
          )
        })}
      </ul>
    </Part>
  )
}

const brokeOff = 'The file broke off on its way, so none of it was kept. Try again.'

const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1024)} kB`

const fileName = (format: ExportFormat, now: Date) =>
  `duly-${now.toLocaleDateString('sv-SE')}.${format}`

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has read it by then, and it would stay in memory otherwise.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
