import type { ReactNode } from 'react'
import type { Account, Person } from '../account.ts'
import type { Api } from '../typed-api.ts'
import { AccountSection } from './account-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { CalendarSection } from './calendar-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { TokensSection } from './tokens-section.tsx'
import { TransferSection } from './transfer-section.tsx'

type Given = { api: Api; account: Account; user: Person }

type SectionEntry = {
  /** The part of the address after `/settings/`. */
  slug: string
  title: string
  show: (given: Given) => ReactNode
}

/** All sections in their order. The first is shown if the address names none. */
export const sections: SectionEntry[] = [
  {
    slug: 'account',
    title: 'Account',
    show: ({ account, user }) => <AccountSection account={account} user={user} />,
  },
  {
    slug: 'sessions',
    title: 'Sessions',
    show: ({ account }) => <SessionsSection account={account} />,
  },
  {
    slug: 'tokens',
    title: 'Access tokens',
    show: ({ api }) => <TokensSection api={api} />,
  },
  {
    slug: 'calendar',
    title: 'Calendar',
    show: ({ api }) => <CalendarSection api={api} />,
  },
  {
    slug: 'transfer',
    title: 'Import and export',
    show: ({ api }) => <TransferSection api={api} />,
  },
  {
    slug: 'appearance',
    title: 'Appearance',
    show: () => <AppearanceSection />,
  },
]
