import type { Api } from '../typed-api.ts'
import { Answer } from './answer.tsx'
import { NewTokenForm } from './new-token-form.tsx'
import { Part, Section } from './section.tsx'
import { isFeed, readTokens } from './token-calls.ts'
import { TokenList } from './token-list.tsx'
import { useLoaded } from './use-loaded.ts'

export function TokensSection({ api }: { api: Api }) {
  const [tokens, reload] = useLoaded(() => readTokens(api))
  return (
    <Section title="Access tokens">
      <Part
        title="Your tokens"
        about="A script or an agent works under a token of its own, so it never knows your password. It outlives your sessions and a change of your password."
      >
        <Answer of={tokens} retry={reload}>
          {(all) => (
            <TokenList
              label="Tokens"
              nothing="There are none."
              tokens={all.filter((token) => !isFeed(token))}
              api={api}
              onRevoked={reload}
            />
          )}
        </Answer>
      </Part>
      <Part title="New token">
        <NewTokenForm api={api} onMade={reload} />
      </Part>
    </Section>
  )
}
