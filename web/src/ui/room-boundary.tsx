import { Component, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

type Props = {
  /** What broke, at the beginning of a sentence. */
  room: string
  children: ReactNode
}

/** What breaks in one room leaves the others standing, and says what can be done. */
export class RoomBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    const { room, children } = this.props
    if (error === null) return children
    return (
      <div role="alert" className="p-4">
        <Notice
          tone="trouble"
          actions={
            <>
              <Button onClick={() => this.setState({ error: null })}>Try again</Button>
              <CopyReport error={error} />
            </>
          }
        >
          {room} cannot be shown. Your changes are safe.
        </Notice>
      </div>
    )
  }
}

/** What broke, for whoever is told of it; said where the browser does not let it be copied. */
export function CopyReport({ error }: { error: unknown }) {
  const [said, setSaid] = useState('')
  const report = reportOf(error)
  return (
    <>
      <Button
        onClick={() =>
          navigator.clipboard.writeText(report).then(
            () => setSaid('Copied.'),
            () => setSaid(report),
          )
        }
      >
        Copy report
      </Button>
      <span role="status" className="text-13 wrap-anywhere whitespace-pre-wrap">
        {said}
      </span>
    </>
  )
}

/** For whoever is told of it: what broke and where, and nothing of the person. */
export function reportOf(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const where = location.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/labels\/).+/g, '…')
  const lines = [`${name}: ${message}`, `at ${where}`, navigator.userAgent, stack ?? '']
  return lines.join('\n')
}
