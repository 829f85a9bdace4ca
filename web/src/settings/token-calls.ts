import { feedScope } from '../../../worker/domain/scopes.ts'
import type { NewToken, Reverted, Token } from '../../../worker/tokens/schema.ts'
import type { Api } from '../typed-api.ts'

export const isFeed = ({ scopes }: Token) => scopes.includes(feedScope)

export const isGood = ({ revoked_at, expires_at }: Token, now: number) =>
  revoked_at === null && Date.parse(expires_at) > now

export async function readTokens(api: Api): Promise<Token[]> {
  return (await (await api.tokens.$get()).json()).items
}

export type Created = { token: string; feed_url?: string | undefined }

/** Makes one token for the same request sent twice: the key brings a lost response again. */
export function tokenMaker(api: Api, newKey: () => string = () => crypto.randomUUID()) {
  let tried: { wish: string; key: string } | null = null
  return async function makeToken(json: NewToken): Promise<Created> {
    const wish = JSON.stringify(json)
    if (tried?.wish !== wish) tried = { wish, key: newKey() }
    const headers = { 'Idempotency-Key': tried.key }
    const answer = await api.tokens.$post({ json }, { headers })
    const created = await answer.json()
    tried = null
    return created
  }
}

export async function revokeToken(api: Api, id: string): Promise<void> {
  await api.tokens[':id'].$delete({ param: { id } })
}

export type Outcome = Reverted['results'][number]

type Undoing = {
  id: string
  dryRun: boolean
  /** Stops between two pages. What is undone stays undone. */
  signal: AbortSignal
  onPage: (soFar: Outcome[]) => void
}

/** Undoes, or lists, everything that a token changed, page by page. */
export async function undoAll(api: Api, { id, dryRun, signal, onPage }: Undoing): Promise<void> {
  const found = new Map<string, Outcome>()
  let before: number | null = null
  do {
    const query = {
      limit: '200',
      ...(before !== null && { before: String(before) }),
      ...(dryRun && { dry_run: 'true' as const }),
    }
    const answer = await api.tokens[':id'].revert.$post({ param: { id }, query })
    const { results, next, has_more }: Reverted = await answer.json()
    // A row that was changed often may be on several pages: its last outcome counts.
    for (const outcome of results) found.set(`${outcome.type} ${outcome.id}`, outcome)
    onPage([...found.values()])
    before = has_more ? next : null
  } while (before !== null && !signal.aborted)
}
