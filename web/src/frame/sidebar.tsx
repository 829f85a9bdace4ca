import { Keyboard, PanelLeftClose } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Logo } from '../ui/logo.tsx'
import { NavLink } from '../ui/nav-link.tsx'
import { useAtom, useAtomLater } from '../ui/use-atom.ts'
import { useWorkspace } from '../workspace.ts'
import { places } from './places.ts'
import { SyncWord } from './sync-word.tsx'

type Props = {
  listNav: ReactNode
  accountBar: ReactNode
  onFold?: () => void
  /** A link was followed. */
  onGo?: () => void
}

const above = places.slice(0, 4)
const below = places.slice(4, 6)

export function Sidebar({ listNav, accountBar, onFold, onGo }: Props) {
  return (
    <div className="flex min-h-full flex-col gap-4 p-3">
      <div className="flex min-h-9 items-center justify-between pl-2">
        <Logo />
        {onFold && (
          <Button look="plain" aria-label="Hide the sidebar" onClick={onFold}>
            <PanelLeftClose aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      <nav aria-label="Views" className="flex flex-col gap-4">
        <Places places={above} onGo={onGo} />
        {listNav}
        <Places places={below} onGo={onGo} />
      </nav>
      <div className="mt-auto flex flex-col gap-1 border-line border-t pt-3">
        <div className="flex items-center justify-between">
          <SyncWord />
          <KeysButton />
        </div>
        {accountBar}
      </div>
    </div>
  )
}

function Places(props: {
  places: readonly (typeof places)[number][]
  onGo?: (() => void) | undefined
}) {
  return (
    <ul>
      {props.places.map(({ path: to, word, Icon }) => (
        <li key={to}>
          <NavLink to={to} onGo={props.onGo} count={<Count of={to} />}>
            <Icon aria-hidden className="size-4 flex-none" />
            <span className="flex-1">{word}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  )
}

function Count({ of }: { of: string }) {
  const { data } = useWorkspace()
  const isToday = of === '/dashboard'
  const count = useAtomLater(data.counts, ({ inbox, today }) =>
    of === '/inbox' ? inbox : isToday ? today : 0,
  )
  const overdue = useAtomLater(data.counts, (counts) => counts.overdue)
  if (count === 0) return null
  const isLate = isToday && overdue > 0
  return (
    <span className={`text-13 tabular-nums ${isLate ? 'font-medium text-alarm' : ''}`}>
      {count}
      <span className="sr-only">{isLate ? ` due, ${overdue} overdue` : ' open'}</span>
    </span>
  )
}

/** Shows the shortcuts to users who do not know `?`, once they are loaded. */
function KeysButton() {
  const { registry } = useWorkspace()
  const show = useAtom(registry.all).find(({ id }) => id === 'keys.show')
  if (!show) return null
  return (
    <span className="pointer-coarse:hidden">
      <Button look="plain" aria-label={show.title} aria-keyshortcuts="?" onClick={show.run}>
        <Keyboard aria-hidden className="size-4" />
      </Button>
    </span>
  )
}
