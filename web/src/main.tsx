import './first-paint.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { finishErasures } from './data/storage/erase.ts'
import { forgetWorkspace, leaveWorkspace } from './open-workspace.ts'
import * as preferences from './preferences.ts'
import { openBrowserSession } from './session/browser-session.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

void finishErasures().catch(() => {})
const session = openBrowserSession()
session.subscribe(() => {
  const state = session.state()
  if (state.status !== 'signed-out') return
  // A user whose session merely ended keeps their settings and unsynced changes.
  const isTheirWish = state.why === 'left' || state.why === 'deleted'
  if (isTheirWish) preferences.forget()
  void (isTheirWish ? forgetWorkspace() : leaveWorkspace()).catch(() => {})
})

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App session={session} />
    </ErrorBoundary>
  </StrictMode>,
)
