// What the tabs that show one person's data tell each other.
import type { SyncState } from '../contract.ts'
import type { PendingMutation } from '../mutations/mutation.ts'
import type { Commit } from '../storage/commit.ts'

export type Message =
  | { kind: 'mutations-added'; added: PendingMutation[] }
  | { kind: 'committed'; commitSequence: number; commit: Commit }
  | ({ kind: 'mutations-resolved' } & Pick<Commit, 'replaced' | 'acknowledged'>)
  | { kind: 'state'; state: SyncState }
  | { kind: 'sync' }

export function openChannel(name: string, onMessage: (message: Message) => void) {
  const channel = new BroadcastChannel(name)
  let isClosed = false
  channel.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data)
  return {
    post(message: Message) {
      if (!isClosed) channel.postMessage(message)
    },
    close() {
      isClosed = true
      channel.close()
    },
  }
}
