import type { Api } from '../typed-api.ts'
import { Answer } from './answer.tsx'
import { NewFeedForm } from './new-feed-form.tsx'
import { Part, Section } from './section.tsx'
import { isFeed, readTokens } from './token-calls.ts'
import { TokenList } from './token-list.tsx'
import { useLoaded } from './use-loaded.ts'

export function CalendarSection({ api }: { api: Api }) {
  const [tokens, reload] = useLoaded(() => readTokens(api))
  return (
    <Section title="Calendar">
      <Part
        title="Calendar addresses"
        about="Google Calendar, Apple Calendar and others can subscribe to your open tasks that are due on a day. They ask again every few hours."
      >
        <Answer of={tokens} retry={reload}>
          {(all) => (
            <TokenList
              label="Calendar addresses"
              nothing="There are none."
              tokens={all.filter(isFeed)}
              api={api}
              onRevoked={reload}
            />
          )}
        </Answer>
      </Part>
      <Part title="New address">
        <NewFeedForm api={api} onMade={reload} />
      </Part>
    </Section>
  )
}
