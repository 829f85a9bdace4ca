import { useSyncExternalStore } from 'react'
import type { AppSession } from './session.ts'

export const useSession = (session: AppSession) =>
  useSyncExternalStore(session.subscribe, session.state)
