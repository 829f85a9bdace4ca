import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** One section that breaks takes neither the others nor the way back along. */
export class SectionBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Notice
        tone="trouble"
        actions={<Button onClick={() => this.setState({ broken: false })}>Try again</Button>}
      >
        This section stopped working. The others still do.
      </Notice>
    )
  }
}
