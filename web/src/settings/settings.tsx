import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Api } from '../api.ts'
import { Announcer } from '../ui/announcer.tsx'
import { Heading } from '../ui/heading.tsx'
import { Shell } from '../ui/shell.tsx'
import type { Account, Person } from './account.ts'
import { SectionBoundary } from './section-boundary.tsx'
import { SectionNav } from './section-nav.tsx'
import { sections } from './sections.tsx'

type Props = {
  /** As the address has it; the first one where it names none. */
  section: string | undefined
  api: Api
  account: Account
  user: Person
  accountBar: (mayLeave: () => boolean) => ReactNode
}

export default function Settings({ section = 'account', api, account, user, accountBar }: Props) {
  const shown = sections.find(({ slug }) => slug === section)
  return (
    <Shell aside={accountBar(() => true)}>
      <div className="flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          <Link to="/dashboard" className="link inline-flex items-center gap-1 self-start py-0.5">
            <ArrowLeft aria-hidden className="size-4" />
            Back to tasks
          </Link>
          <Heading title={shown ? `${shown.title} · Settings` : 'Settings'}>Settings</Heading>
        </div>
        <div className="grid gap-x-10 gap-y-6 md:grid-cols-[9rem_minmax(0,1fr)]">
          <SectionNav sections={sections} current={section} />
          <div className="min-w-0">
            {shown ? (
              <SectionBoundary key={shown.slug}>
                {shown.show({ api, account, user })}
              </SectionBoundary>
            ) : (
              <p className="text-16 text-soft">
                There are no such settings. Choose one of the sections.
              </p>
            )}
          </div>
        </div>
      </div>
      <Announcer />
    </Shell>
  )
}
