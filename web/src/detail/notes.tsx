import { type MouseEvent, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Task } from '../../../worker/tasks/schema.ts'
import type { MutationResult } from '../data/contract.ts'
import { Button } from '../ui/button.tsx'
import { fieldLook } from '../ui/field.tsx'
import { lazyRoute } from '../ui/lazy-route.ts'
import { useDraft } from '../use-draft.ts'
import { combine, useNotify } from '../use-notify.ts'
import { notesTrouble } from './notes-trouble.ts'
import { Trouble } from './trouble.tsx'
import { useGrowing } from './use-growing.ts'

const Plain = ({ source }: { source: string }) => <p className="whitespace-pre-wrap">{source}</p>
/** The source can be read until it has loaded. */
const Markdown = lazyRoute(() => import('./markdown.tsx'))
/** In ms, after the last key. */
const pause = 1_000

type Props = { task: Task; canEdit: boolean }

/** Shows Markdown, and edits its source, which is saved while typing. */
export function Notes({ task, canEdit }: Props) {
  const { notify, describeTasks } = useNotify()
  const [isEditing, setEditing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  /** Saves since the editor was opened; undone as one. */
  const written = useRef<MutationResult[]>([])
  const draft = useDraft(task, 'notes', canEdit, {
    troubleOf: notesTrouble,
    onSaved: (_, done) => void written.current.push(done),
  })

  const save = useEffectEvent(draft.save)
  const { text, isDirty } = draft
  useGrowing(field, text)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key begins the pause anew.
  useEffect(() => {
    if (!isDirty) return
    const timer = setTimeout(() => save(), pause)
    return () => clearTimeout(timer)
  }, [text, isDirty])

  const tell = useEffectEvent(tellNow)
  useEffect(() => () => tell(), [])

  function edit() {
    flushSync(() => setEditing(true))
    field.current?.focus()
  }

  function finish(): boolean {
    if (!draft.save()) return false
    tellNow()
    return true
  }
  function tellNow() {
    if (written.current.length > 0)
      notify(`Changed the notes of ${describeTasks([task.id])}`, combine(written.current))
    written.current = []
  }

  function onBlur() {
    // If the window lost the focus, the user will come back to the field.
    if (!document.hasFocus()) return void draft.save()
    if (!finish()) return
    // A press that moved the focus must still hit its target.
    setTimeout(() => document.activeElement !== field.current && setEditing(false), 250)
  }

  function onRead({ target }: MouseEvent) {
    const isLink = target instanceof Element && target.closest('a')
    if (canEdit && !isLink && String(getSelection()) === '') edit()
  }

  const trouble = `notes-trouble-${task.id}`
  return (
    <section aria-labelledby={`notes-${task.id}`} className="flex flex-col gap-2">
      <div className="flex min-h-9 items-center justify-between gap-4">
        <h3 id={`notes-${task.id}`} className="text-13 font-medium text-soft">
          Notes
        </h3>
        {canEdit && !isEditing && (
          <Button look="plain" ref={opener} onClick={edit}>
            {text ? 'Edit' : 'Add notes'}
          </Button>
        )}
      </div>
      {isEditing && (
        <textarea
          ref={field}
          aria-label="Notes"
          data-draft={draft.isDirty || undefined}
          value={text}
          aria-invalid={draft.trouble ? true : undefined}
          aria-describedby={draft.trouble ? trouble : undefined}
          onChange={({ target }) => draft.type(target.value)}
          onBlur={onBlur}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
            event.preventDefault()
            event.stopPropagation()
            if (!finish()) return
            flushSync(() => setEditing(false))
            opener.current?.focus()
          }}
          className={`${fieldLook} field-sizing-content min-h-32 max-h-[60dvh] resize-y pointer-coarse:min-h-32`}
        />
      )}
      <Trouble id={trouble} draft={draft} focusFallback={() => field.current?.focus()} />
      {!isEditing && text && (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: by keys it is the button above.
        <div onClick={onRead} className="text-16 wrap-anywhere">
          <Suspense fallback={<Plain source={text} />}>
            <Markdown source={text} />
          </Suspense>
        </div>
      )}
    </section>
  )
}
