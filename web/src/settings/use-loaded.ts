import { useEffect, useEffectEvent, useState } from 'react'

export type Loaded<T> =
  | { status: 'loading' }
  | { status: 'failed'; failure: unknown }
  | { status: 'ready'; value: T }

/** The result of a call, and a way to repeat it. The old result stays until the new one has arrived. */
export function useLoaded<T>(load: () => Promise<T>): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T>>({ status: 'loading' })
  const [round, setRound] = useState(0)
  const ask = useEffectEvent((_round: number) => load())
  useEffect(() => {
    let isLatest = true
    ask(round).then(
      (value) => isLatest && setState({ status: 'ready', value }),
      (failure: unknown) => isLatest && setState({ status: 'failed', failure }),
    )
    return () => {
      isLatest = false
    }
  }, [round])

  function reload() {
    setState((now) => (now.status === 'failed' ? { status: 'loading' } : now))
    setRound((count) => count + 1)
  }
  return [state, reload]
}
