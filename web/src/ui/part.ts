import { type ComponentType, lazy } from 'react'

const pause = 3_000

/** A part of the app that comes when it is shown. One that does not come is asked for again: its place waits for it. */
export function part<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(async () => {
    for (;;) {
      try {
        return await load()
      } catch {
        await networkOrTime()
      }
    }
  })
}

function networkOrTime(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, pause)
    addEventListener('online', end)
    function end() {
      clearTimeout(timer)
      removeEventListener('online', end)
      resolve()
    }
  })
}
