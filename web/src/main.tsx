import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openBrowserSession } from './session/browser-session.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const session = openBrowserSession()

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App session={session} />
    </ErrorBoundary>
  </StrictMode>,
)
