// The programs of docs/verify-tokens.md, as written: on Debian's Python, an implementation that is not ours, and on Node.
import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freePorts } from '../stack/ports.ts'
import { startWorker } from '../stack/worker.ts'
import { root, type Server } from '../stack/wrangler.ts'
import '../testing/provided.ts'
import { signUp } from './client.ts'

const python = '/usr/bin/python3'
const available = spawnSync(python, ['-c', 'import jwt, cryptography']).status === 0
if (!available) {
  console.warn(
    'SKIPPED: docs/verify-tokens.md needs apt-get install python3-jwt python3-cryptography',
  )
}

const run = promisify(execFile)

/** Extracts the program whose first line names the file, and runs it. */
async function verify(file: string, env: Record<string, string>, token: string): Promise<string> {
  const page = await readFile(join(root, 'docs/verify-tokens.md'), 'utf8')
  const program = [...page.matchAll(/```(?:python|js)\n(.*?)```/gs)].find(([, code]) =>
    code?.startsWith(`${file.endsWith('.py') ? '#' : '//'} ${file} `),
  )?.[1]
  const folder = await mkdtemp(join(tmpdir(), 'duly-verify-'))
  try {
    await writeFile(join(folder, file), program ?? '')
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    const runtime = file.endsWith('.py') ? python : process.execPath
    const { stdout } = await run(runtime, [join(folder, file), token], { env })
    return stdout.trim()
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The same token with another letter in its signature. */
const forged = (token: string) => {
  const at = token.length - 20
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
}

it('the program for Node accepts a token with the published keys, and no forged one', async () => {
  const api = inject('apiUrl')
  const ada = await signUp(api)
  const env = { DULY_API: api }
  expect(await verify('verify.mjs', env, ada.token)).toBe(ada.id)
  await expect(verify('verify.mjs', env, forged(ada.token))).rejects.toThrow(
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  )
})

describe.skipIf(!available)('an independent verifier', () => {
  it('accepts an EdDSA token with the published keys, and no forged one', async () => {
    const api = inject('apiUrl')
    const ada = await signUp(api)
    const env = { DULY_API: api }
    expect(await verify('verify_jwks.py', env, ada.token)).toBe(ada.id)
    await expect(verify('verify_jwks.py', env, forged(ada.token))).rejects.toThrow(
      'InvalidSignature',
    )
  })

  describe('with a shared secret', () => {
    const secret = randomBytes(32).toString('base64url')
    let worker: Server
    let api: string
    beforeAll(async () => {
      const [port] = await freePorts()
      api = `http://127.0.0.1:${port}`
      const key = { kty: 'oct', alg: 'HS256', kid: 'shared-1', k: secret }
      const settings = {
        ...inject('settings'),
        BETTER_AUTH_URL: api,
        JWT_KEYS: JSON.stringify({ keys: [key] }),
      }
      worker = startWorker({ port, settings })
      await worker.ready
    })
    afterAll(() => worker?.stop())

    it('accepts an HS256 token, and none that was signed with another secret', async () => {
      const ada = await signUp(api)
      const env = (key: string) => ({ DULY_API: api, DULY_SHARED_KEY: key })
      expect(await verify('verify_secret.py', env(secret), ada.token)).toBe(ada.id)
      const other = randomBytes(32).toString('base64url')
      await expect(verify('verify_secret.py', env(other), ada.token)).rejects.toThrow(
        'InvalidSignature',
      )
      const tasks = await fetch(`${api}/api/v1/tasks`, {
        headers: { Authorization: `Bearer ${ada.token}` },
      })
      expect(tasks.status).toBe(200)
    })

    it('does not publish the secret', async () => {
      expect(await (await fetch(`${api}/.well-known/jwks.json`)).json()).toEqual({ keys: [] })
    })
  })
})
