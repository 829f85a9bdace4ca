import { useEffect } from 'react'
import type { Account, Person } from '../account.ts'
import type { Authorize } from '../api.ts'
import { apiFor } from '../typed-api.ts'
import { Heading } from '../ui/heading.tsx'
import { RoomBoundary } from '../ui/room-boundary.tsx'
import { useWorkspace } from '../workspace.ts'
import { SectionNav } from './section-nav.tsx'
import { sections } from './sections.tsx'

type Props = {
  /** The section in the address; undefined shows the first one. */
  section: string | undefined
  authorize: Authorize
  account: Account
  user: Person
}

export default function Settings({ section = 'account', authorize, account, user }: Props) {
  const { data } = useWorkspace()
  // What was imported or undone here is known to the server alone.
  useEffect(() => () => void data.sync(), [data])
  const shown = sections.find(({ slug }) => slug === section)
  return (
    <div className="flex flex-col gap-6">
      <Heading title={shown ? `${shown.title} · Settings` : 'Settings'}>Settings</Heading>
      <SectionNav sections={sections} current={section} />
      <div className="min-w-0">
        {shown ? (
          <RoomBoundary key={shown.slug} room="This section">
            {shown.show({ api: apiFor(authorize), account, user })}
          </RoomBoundary>
        ) : (
          <p className="text-16 text-soft">
            There are no such settings. Choose one of the sections.
          </p>
        )}
      </div>
    </div>
  )
}
