// What the tabs that show one person's data tell each other.
import type { SyncState } from '../contract.ts'
import type { Entry } from '../mutations/mutation.ts'
import type { Settled } from '../storage/commit.ts'

export type Message =
  | { kind: 'edits'; entries: Entry[] }
  | { kind: 'settled'; revision: number; settled: Settled }
  | ({ kind: 'amended' } & Pick<Settled, 'put' | 'settled'>)
  | { kind: 'state'; state: SyncState }
  | { kind: 'sync' }

export function tabsOf(userId: string, onMessage: (message: Message) => void) {
  const channel = new BroadcastChannel(`duly-data-${userId}`)
  let isClosed = false
  channel.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data)
  return {
    tell(message: Message) {
      if (!isClosed) channel.postMessage(message)
    },
    close() {
      isClosed = true
      channel.close()
    },
  }
}
