// Background programs end with the one that started them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { start } from './child.ts'
import { root } from './wrangler.ts'

const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A shell whose grandchild ignores a request to end. */
const stubborn = `trap '' TERM; sleep 60 & echo "pids $$ $!"; wait`

async function pidsOf(output: AsyncIterable<Buffer>): Promise<number[]> {
  for await (const text of output) {
    const [, ...pids] = /pids (\d+) (\d+)/.exec(String(text)) ?? []
    if (pids.length > 0) return pids.map(Number)
  }
  throw new Error('it ended')
}

it('a program and its children end when their parent is killed', async () => {
  const script = `import { start } from './tools/stack/child.ts'
    start('sh', ['-c', ${JSON.stringify(stubborn)}], { cwd: '.', env: process.env, echo: (text) => process.stdout.write(text) })`
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: root })
  const pids = await pidsOf(starter.stdout)
  expect(pids.map(isThere)).toEqual([true, true])
  starter.kill('SIGKILL')
  await once(starter, 'exit')
  await expect.poll(() => pids.map(isThere), { timeout: 10_000 }).toEqual([false, false])
})

it('stopping a program leaves no guard behind', async () => {
  const child = start('sh', ['-c', 'echo up; sleep 60'], { cwd: root, env: process.env })
  await expect.poll(child.output).toContain('up')
  await child.stop()
  const guards = spawn('pgrep', ['-P', String(process.pid), '-f', 'read -r _'])
  const [code] = await once(guards, 'exit')
  expect(code).toBe(1)
})
