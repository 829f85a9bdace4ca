import { Component, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

type Props = {
  /** The subject of the message: what broke. */
  room: string
  children: ReactNode
}

/** Contains a failure in one room, and says what can be done. */
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

/** Copies a report of the failure; shows it if the browser does not allow copying. */
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

/** What broke and where, without personal data. */
export function reportOf(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const where = location.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/labels\/).+/g, '…')
  const lines = [`${name}: ${message}`, `at ${where}`, navigator.userAgent, stack ?? '']
  return lines.join('\n')
}
