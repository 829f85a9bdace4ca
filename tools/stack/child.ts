// A background program: its output is kept, and stopping it stops its children.
import { type ChildProcess, spawn } from 'node:child_process'

export interface Child {
  /** The last lines of its output. */
  output(): string
  /** What Ctrl-C does in a terminal. */
  interrupt(): void
  stop(): Promise<void>
  /** Settles when it ends, with how it ended. */
  ended: Promise<string>
}

const keptOutput = 20_000

export function start(
  command: string,
  args: string[],
  options: {
    env: NodeJS.ProcessEnv
    cwd: string
    echo?: (text: string) => void
    /** How long `stop` waits for it to end by itself, in milliseconds. Longer if it has children to stop. */
    graceMs?: number
  },
): Child {
  // A separate process group, so that Ctrl-C reaches only us and we stop it in order.
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-keptOutput)
    options.echo?.(String(chunk))
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const guard = endWithUs(child)
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`))
    child.once('error', (error) => resolve(`did not start: ${error.message}`))
  })
  return {
    output: () => output,
    ended,
    interrupt: () => signalGroup(child, 'SIGINT'),
    stop: async () => {
      await stop(child, ended, { graceMs: options.graceMs ?? 5_000 })
      guard?.kill('SIGKILL')
    },
  }
}

/**
 * Ends the group of `child` when this process is gone, even after `kill -9`: then the pipe closes, and a guard shell
 * notices.
 */
function endWithUs(child: ChildProcess): ChildProcess | undefined {
  if (!child.pid) return undefined
  const script = 'read -r _; kill -s TERM -- -"$1"; sleep 3; kill -s KILL -- -"$1"'
  const guard = spawn('sh', ['-c', script, 'sh', String(child.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without a shell there is no guard; everything else works.
  guard.once('error', () => {})
  guard.stdin?.once('error', () => {})
  // Once a group is empty, its id may be reused.
  child.once('exit', () => {
    if (!signalGroup(child, 0)) guard.kill('SIGKILL')
  })
  return guard
}

async function stop(
  child: ChildProcess,
  ended: Promise<string>,
  options: { graceMs: number },
): Promise<void> {
  signalGroup(child, 'SIGTERM')
  const killTimer = setTimeout(() => signalGroup(child, 'SIGKILL'), options.graceMs)
  if (child.exitCode === null && child.signalCode === null) await ended
  clearTimeout(killTimer)
  // Grandchildren (workerd) may outlive the leader of the group.
  signalGroup(child, 'SIGKILL')
}

/** False if the group has already ended. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return child.pid !== undefined && process.kill(-child.pid, signal)
  } catch {
    return false
  }
}
