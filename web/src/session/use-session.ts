import { useSyncExternalStore } from 'react'
import type { Session } from './session.ts'

export const useSession = (session: Session) =>
  useSyncExternalStore(session.subscribe, session.state)
