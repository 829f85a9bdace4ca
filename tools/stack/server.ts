// A background server on this machine only.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, start } from './child.ts'

export interface Server extends Child {
  /** Resolves when it answers. If it does not, stops it and rejects with its output. */
  ready: Promise<void>
}

/** Runs a Node program. Returns the server at once, so that the caller can stop it if interrupted. */
export function startServer(options: {
  program: string
  args: string[]
  cwd: string
  env?: NodeJS.ProcessEnv
  /** A URL that answers 2xx when the server is ready. */
  answersAt: string
  echo?: ((text: string) => void) | undefined
  /** Runs once it and all its children have ended. */
  afterwards?: () => void
}): Server {
  const { program, args, cwd, env, answersAt, echo, afterwards } = options
  const child = start(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...env },
    ...(echo && { echo }),
  })
  const stop = async () => {
    await child.stop()
    afterwards?.()
  }
  const ready = untilOk({ ...child, stop }, answersAt)
  // A server that is stopped before it is ready is not polled any more.
  ready.catch(() => {})
  return { ...child, stop, ready }
}

/** How long a program may take to answer, in milliseconds. */
const timeoutMs = 60_000

async function untilOk(child: Child, url: string): Promise<void> {
  let ended: string | undefined
  void child.ended.then((how) => {
    ended = how
  })
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const signal = AbortSignal.timeout(5_000)
    const answer = await fetch(url, { signal }).catch(() => undefined)
    if (answer?.ok) return
    // 500 means a wrong setting, so waiting would not help.
    if (ended || answer?.status === 500 || Date.now() > deadline) {
      const why =
        ended ??
        (answer?.status === 500
          ? 'refuses to serve'
          : `does not answer after ${timeoutMs / 1_000} s`)
      const detail = (await answer?.text()) ?? ''
      await child.stop()
      throw new Error(`${url} ${why}.\n${detail}\n${child.output()}`)
    }
    await sleep(100)
  }
}
