import { LogOut, Settings } from 'lucide-react'
import { Link } from 'wouter'
import { Button, buttonLook } from '../ui/button.tsx'
import type { User } from './claims.ts'

type Props = {
  user: User
  /** Asked before signing out: whoever has unsaved work may want to stay. */
  mayLeave: () => boolean
  onSignOut: () => void
}

export function AccountBar({ user, mayLeave, onSignOut }: Props) {
  return (
    <div className="-mr-2 flex min-w-0 items-center gap-2">
      <span className="truncate text-13 text-soft" title={user.email}>
        {user.name || user.email}
      </span>
      <Link to="/settings" className={buttonLook('plain')}>
        <Settings aria-hidden className="size-4 flex-none" />
        <span className="max-sm:sr-only">Settings</span>
      </Link>
      <Button look="plain" onClick={() => mayLeave() && onSignOut()}>
        <LogOut aria-hidden className="size-4 flex-none" />
        <span className="flex-none">Sign out</span>
      </Button>
    </div>
  )
}
