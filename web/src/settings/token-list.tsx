import type { Token } from '../../../worker/tokens/schema.ts'
import type { Api } from '../typed-api.ts'
import { isGood } from './token-calls.ts'
import { TokenRow } from './token-row.tsx'

type Props = {
  label: string
  /** Shown if there is no token. */
  nothing: string
  tokens: Token[]
  api: Api
  onRevoked: () => void
}

/** Valid tokens and, folded below, those that ended recently. */
export function TokenList({ label, nothing, tokens, api, onRevoked }: Props) {
  const now = Date.now()
  const good = tokens.filter((token) => isGood(token, now))
  const ended = tokens.filter((token) => !isGood(token, now))
  const rows = (some: Token[]) =>
    some.map((token) => (
      <TokenRow key={token.id} token={token} api={api} now={now} onRevoked={onRevoked} />
    ))
  return (
    <div className="flex flex-col gap-4">
      {good.length === 0 ? (
        <p className="text-soft">{nothing}</p>
      ) : (
        <ul aria-label={label} className="border-line border-t">
          {rows(good)}
        </ul>
      )}
      {ended.length > 0 && (
        <details>
          <summary className="w-fit rounded-one py-1.5 text-soft">
            Ended in the last 30 days ({ended.length})
          </summary>
          <ul aria-label={`${label} that ended`} className="mt-2 border-line border-t">
            {rows(ended)}
          </ul>
        </details>
      )}
    </div>
  )
}
