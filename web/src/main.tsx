import './first-paint.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import * as preferences from './preferences.ts'
import { openBrowserSession } from './session/browser-session.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const session = openBrowserSession()
session.subscribe(() => {
  const state = session.state()
  // One whose session has merely ended comes back to what they have set.
  if (state.status === 'signed-out' && state.why !== 'ended') preferences.forget()
})

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App session={session} />
    </ErrorBoundary>
  </StrictMode>,
)
