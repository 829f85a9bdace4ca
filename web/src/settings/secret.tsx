import { useEffect, useRef, useState } from 'react'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { fieldLook } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'

type Props = {
  label: string
  /** What it is, and how to treat it. */
  about: string
  value: string
  onDone: () => void
}

/** A secret that is shown only once. It has the focus, and all of it is selected. */
export function Secret({ label, about, value, onDone }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  async function copy() {
    const outcome = await navigator.clipboard.writeText(value).then(
      () => 'yes' as const,
      () => 'refused' as const,
    )
    setCopied(outcome)
    if (outcome === 'yes') return announce('Copied.')
    field.current?.focus()
    field.current?.select()
  }

  return (
    <div className="flex flex-col gap-3">
      <Notice tone="news">{about}</Notice>
      <div className="flex flex-wrap gap-2">
        <input
          ref={field}
          aria-label={label}
          readOnly
          value={value}
          autoComplete="off"
          spellCheck={false}
          className={`${fieldLook} flex-1 basis-60 font-mono`}
        />
        <Button look="primary" onClick={copy}>
          {copied === 'yes' ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={onDone}>Done</Button>
      </div>
      {copied === 'refused' && (
        <p role="alert" className="text-13 text-soft">
          The browser did not let it be copied. It is selected: copy it with the keyboard.
        </p>
      )}
    </div>
  )
}
