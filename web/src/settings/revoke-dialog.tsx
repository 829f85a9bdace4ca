import { useState } from 'react'
import type { Token } from '../../../worker/tokens/schema.ts'
import { reasonOf } from '../failure-messages.ts'
import type { Api } from '../typed-api.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FormTrouble } from './form-trouble.tsx'
import { focusSection } from './section.tsx'
import { isFeed, revokeToken } from './token-calls.ts'

type Props = { api: Api; token: Token; onClose: () => void; onRevoked: () => void }

export function RevokeDialog({ api, token, onClose, onRevoked }: Props) {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function revoke() {
    setBusy(true)
    setTrouble('')
    try {
      await revokeToken(api, token.id)
      onClose()
      announce(`“${token.name}” is revoked.`)
      // The button that opened the dialog is about to disappear.
      setTimeout(focusSection)
      onRevoked()
    } catch (failure) {
      setTrouble(reasonOf(failure))
      setBusy(false)
    }
  }

  return (
    <Dialog title={`Revoke “${token.name}”?`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p>
          {isFeed(token)
            ? 'Its address stops working at once. Calendars that ask it get nothing more.'
            : 'It stops working at once, wherever it is used. What it changed stays, and can still be undone.'}
        </p>
        <FormTrouble>{trouble}</FormTrouble>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" busy={busy} onClick={revoke}>
            {busy ? 'Revoking…' : 'Revoke'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
