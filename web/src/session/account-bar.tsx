import { LogOut, Settings } from 'lucide-react'
import { Link } from 'wouter'
import { Button, buttonLook } from '../ui/button.tsx'
import type { User } from './claims.ts'

type Props = {
  user: User
  /** Asked before signing out, because the user may have unsynced changes. */
  mayLeave: () => Promise<boolean>
  onSignOut: () => void
}

export default function AccountBar({ user, mayLeave, onSignOut }: Props) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-1">
      <span className="min-w-0 flex-1 truncate px-2 text-13 text-soft" title={user.email}>
        {user.name || user.email}
      </span>
      <Link to="/settings" className={buttonLook('plain')}>
        <Settings aria-hidden className="size-4 flex-none" />
        <span className="sr-only">Settings</span>
      </Link>
      <Button look="plain" onClick={async () => (await mayLeave()) && onSignOut()}>
        <LogOut aria-hidden className="size-4 flex-none" />
        <span className="flex-none">Sign out</span>
      </Button>
    </div>
  )
}
