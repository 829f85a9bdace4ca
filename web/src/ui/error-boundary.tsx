import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Heading } from './heading.tsx'
import { CopyReport } from './room-boundary.tsx'

type Props = { children: ReactNode }

/** The last resort: if anything below breaks, shows a message and a way on instead of a blank page. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <main className="mx-auto flex max-w-md flex-col items-start gap-4 px-4 pt-24">
        <Heading title="Something went wrong" />
        <p className="text-16 text-soft">
          This page stopped working. Everything that was saved is safe. Reloading usually helps.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <Button look="primary" onClick={() => location.reload()}>
            Reload
          </Button>
          <CopyReport error={error} />
        </div>
      </main>
    )
  }
}
