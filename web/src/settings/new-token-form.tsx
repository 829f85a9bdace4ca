import { useRef } from 'react'
import { scopes } from '../../../worker/domain/scopes.ts'
import { CheckboxField } from '../ui/checkbox-field.tsx'
import { FieldError } from '../ui/field.tsx'
import { scopeWords } from './scopes.ts'
import { type MakingProps, TokenForm } from './token-form.tsx'

export function NewTokenForm(props: MakingProps) {
  const boxes = useRef<HTMLFieldSetElement>(null)
  const chosen = () => {
    const all = boxes.current?.querySelectorAll<HTMLInputElement>('input:checked') ?? []
    const values = new Set([...all].map(({ value }) => value))
    return scopes.filter((scope) => values.has(scope))
  }
  return (
    <TokenForm
      {...props}
      name={{
        label: 'What is it for?',
        hint: 'For example, “Backup script”',
        missing: 'Say what it is for.',
      }}
      days={90}
      submit="Create token"
      secret={{
        label: 'New token',
        about: 'Copy it now: it is not shown again. Treat it as a password.',
        of: ({ token }) => token,
      }}
      chosen={chosen}
    >
      {(error) => (
        <fieldset ref={boxes} aria-describedby={error ? scopesError : undefined}>
          <legend className="mb-1 text-13 font-medium">It may</legend>
          <div className="grid gap-x-4 sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-3">
            {scopes.map((scope) => (
              <CheckboxField
                key={scope}
                name="scopes"
                value={scope}
                label={scopeWords[scope]}
                defaultChecked={scope === 'tasks:read'}
              />
            ))}
          </div>
          {error && <FieldError id={scopesError}>{error}</FieldError>}
        </fieldset>
      )}
    </TokenForm>
  )
}

const scopesError = 'new-token-scopes-error'
