import { useRef, useState } from 'react'
import type { Token } from '../../../worker/tokens/schema.ts'
import type { Api } from '../typed-api.ts'
import { Button } from '../ui/button.tsx'
import { dayOf, minuteOf } from './instants.ts'
import { RevokeDialog } from './revoke-dialog.tsx'
import { inWords } from './scopes.ts'
import { isFeed, isGood } from './token-calls.ts'
import { UndoPanel } from './undo-panel.tsx'

type Props = { token: Token; api: Api; now: number; onRevoked: () => void }

export function TokenRow({ token, api, now, onRevoked }: Props) {
  const [open, setOpen] = useState<'nothing' | 'undo' | 'revoke'>('nothing')
  const { name, hint, scopes, last_used_at } = token
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => setOpen('nothing')
  return (
    <li className="border-line border-b py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">
            {name} <span className="font-normal text-soft">…{hint}</span>
          </p>
          {!isFeed(token) && <p className="text-13 text-soft">{inWords(scopes)}</p>}
          <p className="text-13 text-soft">
            {last_used_at ? `Last used ${minuteOf(last_used_at)}` : 'Never used'} ·{' '}
            {endOf(token, now)}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {!isFeed(token) && (
            <Button
              ref={opener}
              aria-label={`What it changed: ${name}`}
              aria-expanded={open === 'undo'}
              onClick={() => setOpen(open === 'undo' ? 'nothing' : 'undo')}
            >
              What it changed
            </Button>
          )}
          {isGood(token, now) && (
            <Button aria-label={`Revoke ${name}`} onClick={() => setOpen('revoke')}>
              Revoke
            </Button>
          )}
        </div>
      </div>
      {open === 'undo' && (
        <UndoPanel
          api={api}
          id={token.id}
          onClose={() => {
            opener.current?.focus()
            close()
          }}
        />
      )}
      {open === 'revoke' && (
        <RevokeDialog api={api} token={token} onClose={close} onRevoked={onRevoked} />
      )}
    </li>
  )
}

function endOf({ revoked_at, expires_at }: Token, now: number): string {
  if (revoked_at) return `Revoked ${dayOf(revoked_at)}`
  return `${Date.parse(expires_at) > now ? 'Ends' : 'Ended'} ${dayOf(expires_at)}`
}
