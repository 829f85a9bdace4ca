import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Heading } from '../ui/heading.tsx'
import { Mark } from '../ui/mark.tsx'
import { Notice } from '../ui/notice.tsx'
import { type FormErrors, formErrors } from './form-failure.ts'

type Props<Field extends string> = {
  title: string
  action: string
  busyAction: string
  fields: readonly Field[]
  /** What can be told without asking the API. */
  check: (values: Record<Field, string>) => FormErrors<Field>
  submit: (values: Record<Field, string>) => Promise<void>
  news?: string | undefined
  otherPage: ReactNode
  children: (errors: FormErrors<Field>) => ReactNode
}

/** The frame that signing in and signing up share: errors, busy state, focus. */
export function EntryForm<Field extends 'name' | 'email' | 'password'>(props: Props<Field>) {
  const [errors, setErrors] = useState<FormErrors<Field>>({})
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  function show(found: FormErrors<Field>) {
    setErrors(found)
    const first = props.fields.find((field) => found[field]) ?? props.fields.at(-1)
    const input = form.current?.elements.namedItem(first ?? '')
    if (input instanceof HTMLElement) input.focus()
  }

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const data = new FormData(event.currentTarget)
    const values = readValues(props.fields, data)
    const found = props.check(values)
    if (Object.keys(found).length > 0) return show(found)
    setErrors({})
    setBusy(true)
    try {
      await props.submit(values)
    } catch (failure) {
      show(formErrors(failure, props.fields))
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="mx-auto flex max-w-sm flex-col gap-8 px-4 pt-12 pb-16 sm:pt-24">
      <Mark />
      <Heading title={props.title} />
      <form
        ref={form}
        noValidate
        onSubmit={onSubmit}
        onInput={keepShell}
        className="flex flex-col gap-5"
      >
        <div role="alert" className="empty:hidden">
          {errors.form && <Notice tone="trouble">{errors.form}</Notice>}
        </div>
        {props.news && !errors.form && <Notice tone="news">{props.news}</Notice>}
        {props.children(errors)}
        <Button type="submit" look="primary" wide busy={busy}>
          {busy ? props.busyAction : props.action}
        </Button>
      </form>
      <p className="text-soft">{props.otherPage}</p>
    </main>
  )
}

/** Whoever writes here is about to come in: should the network go right then, the app is there all the same. */
function keepShell() {
  if (import.meta.env.MODE === 'production') void placeWorker().catch(() => {})
}

async function placeWorker() {
  const shell = await import('../offline-shell.ts')
  await shell.placeWorker()
}

function readValues<Field extends string>(fields: readonly Field[], data: FormData) {
  const entries = fields.map((field) => [field, String(data.get(field) ?? '')] as const)
  // Every field has its entry: `fromEntries` forgets the names of the keys.
  return Object.fromEntries(entries) as Record<Field, string>
}
