import { feedScope } from '../../../worker/domain/scopes.ts'
import { type MakingProps, TokenForm } from './token-form.tsx'

export function NewFeedForm(props: MakingProps) {
  return (
    <TokenForm
      {...props}
      name={{ label: 'Which calendar is it for?', missing: 'Say which calendar it is for.' }}
      days={365}
      submit="Create address"
      secret={{
        label: 'Calendar address',
        about:
          'Copy it now: it is not shown again. Whoever has it can read your open tasks with a day, and nothing else.',
        of: ({ feed_url = '' }) => feed_url,
      }}
      chosen={() => [feedScope]}
    />
  )
}
