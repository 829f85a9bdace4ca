import type { ReactNode } from 'react'
import type { FormErrors } from '../failure-messages.ts'
import { Button } from '../ui/button.tsx'
import { Heading } from '../ui/heading.tsx'
import { Logo } from '../ui/logo.tsx'
import { Notice } from '../ui/notice.tsx'
import { useForm } from '../use-form.ts'
import { signInSentences } from './sign-in-sentences.ts'

type Props<Field extends string> = {
  title: string
  action: string
  busyAction: string
  fields: readonly Field[]
  /** Checks that need no call. */
  check: (values: Record<Field, string>) => FormErrors<Field>
  submit: (values: Record<Field, string>) => Promise<void>
  news?: string | undefined
  otherPage: ReactNode
  children: (errors: FormErrors<Field>) => ReactNode
}

/** The frame shared by sign-in and sign-up: errors, busy state, focus. */
export function EntryForm<Field extends 'name' | 'email' | 'password'>(props: Props<Field>) {
  const { fields, check, submit } = props
  const { errors, busy, form } = useForm({
    fields,
    check,
    submit,
    sentences: signInSentences(fields),
  })

  return (
    <main className="mx-auto flex max-w-sm flex-col gap-8 px-4 pt-12 pb-16 sm:pt-24">
      <Logo />
      <Heading title={props.title} />
      <form {...form} onInput={keepShell} className="flex flex-col gap-5">
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

/** Caches the app while the user is typing, in case the network fails right after. */
function keepShell() {
  if (import.meta.env.MODE === 'production') void placeWorker().catch(() => {})
}

async function placeWorker() {
  const shell = await import('../offline-shell.ts')
  await shell.placeWorker()
}
