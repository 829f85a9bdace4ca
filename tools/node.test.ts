// Which Node tools/node.sh chooses, tested with programs that answer like Node.
import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from './stack/wrangler.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duly-node-'))
  await mkdir(join(folder, 'tools'))
  await cp(join(root, 'tools/node.sh'), join(folder, 'tools/node.sh'))
})
afterEach(() => rm(folder, { recursive: true }))

async function place(path: string, version: string, readsTypeScript = true): Promise<void> {
  const program = `#!/bin/sh
case "$1" in
  --version) echo v${version} ;;
  -p) echo ${readsTypeScript ? 'strip' : 'false'} ;;
  *) echo "${version} runs $* with [$NODE_OPTIONS]" ;;
esac
`
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), program)
  await chmod(join(folder, path), 0o755)
}
const machine = (version: string, readsTypeScript?: boolean) =>
  place('machine/node', version, readsTypeScript)
const brought = (version: string) => place('node_modules/.bin/node', version)

function run(env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync('sh', [join(folder, 'tools/node.sh'), 'x.ts', '1'], {
    env: { PATH: `${folder}/machine:/usr/bin:/bin`, npm_node_execpath: '', ...env },
    encoding: 'utf8',
  })
  return { status, output: (stdout + stderr).trim() }
}

describe('tools/node.sh', () => {
  it.each(['22.18.0', '22.12.0', '24.0.0', '100.1.0'])('uses a machine’s Node %s', async (own) => {
    await machine(own)
    await brought('24.21.0')
    expect(run()).toEqual({ status: 0, output: `${own} runs x.ts 1 with []` })
  })

  it.each(['20.19.0', '22.11.9', '21.13.0', '9.99.0'])(
    "uses the package's Node if the machine’s is %s",
    async (own) => {
      await machine(own)
      await brought('24.21.0')
      expect(run()).toEqual({ status: 0, output: '24.21.0 runs x.ts 1 with []' })
    },
  )

  it("asks the Node that npm runs on, because npm puts the package's first", async () => {
    await machine('24.21.0')
    await place('elsewhere/node', '22.19.0')
    const env = { npm_node_execpath: join(folder, 'elsewhere/node') }
    expect(run(env).output).toContain('22.19.0 runs')
  })

  it('enables TypeScript for a Node that cannot read it by itself, and for its child processes', async () => {
    await machine('22.12.0', false)
    const { output } = run({ NODE_OPTIONS: '--max-old-space-size=99' })
    expect(output).toContain('[--max-old-space-size=99 --experimental-strip-types ')
  })

  it.each([
    ['is not there', async () => {}, '20.19.0'],
    ['was not finished', () => place('node_modules/.bin/node', ''), '20.19.0'],
    ['is too old as well', () => brought('20.20.0'), '20.19.0'],
  ])('says what to do where the package %s', async (_, leave, own) => {
    await machine(own)
    await leave()
    const { status, output } = run()
    expect(status).toBe(1)
    expect(output).toContain(`need Node 22.12 or newer, and this machine has v${own}`)
    expect(output).toContain('npm ci')
  })
})
