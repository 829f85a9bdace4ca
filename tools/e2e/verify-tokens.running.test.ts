// Runs the programs in docs/verify-tokens.md as written: with Debian's Python, an independent implementation, and with
// Node.
import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freePorts } from '../stack/ports.ts'
import type { Server } from '../stack/server.ts'
import { startWorker } from '../stack/worker.ts'
import { root } from '../stack/wrangler.ts'
import '../testing/provided.ts'
import { signUp } from './client.ts'

const python = '/usr/bin/python3'
const packages = 'jwt cryptography jwcrypto fastapi httpx'.split(' ')
const available = spawnSync(python, ['-c', `import ${packages}`]).status === 0
if (!available) {
  const needed = packages.map((name) => `python3-${name}`).join(' ')
  console.warn(`SKIPPED: docs/verify-tokens.md needs apt-get install ${needed}`)
}

const run = promisify(execFile)

/** The program on the page whose first line names the file. */
async function programOf(file: string): Promise<string> {
  const page = await readFile(join(root, 'docs/verify-tokens.md'), 'utf8')
  const programs = [...page.matchAll(/```(?:python|js)\n(.*?)```/gs)].map(([, code = '']) => code)
  const found = programs.find((code) => /^(?:#|\/\/) (\S+?),? /.exec(code)?.[1] === file)
  if (!found) throw new Error(`the page has no ${file}`)
  return found
}

const verify = async (file: string, env: Record<string, string>, token: string) =>
  execute(file, await programOf(file), env, token)

async function execute(
  file: string,
  program: string,
  env: Record<string, string>,
  token: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'duly-verify-'))
  try {
    await writeFile(join(folder, file), program)
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    const runtime = file.endsWith('.py') ? python : process.execPath
    const { stdout } = await run(runtime, [join(folder, file), token], { env })
    return stdout.trim()
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The same token with one letter of its signature changed. */
const forged = (token: string) => {
  const at = token.length - 20
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
}

/** python3-jwcrypto shares no code with PyJWT. */
const withJwcrypto = `
import json, os, sys, urllib.request
from jwcrypto import jwk, jwt
api = os.environ["DULY_API"]
keys = jwk.JWKSet.from_json(urllib.request.urlopen(f"{api}/.well-known/jwks.json").read())
token = jwt.JWT(algs=["EdDSA"], check_claims={"iss": api, "aud": api, "sub": None, "sid": None})
token.deserialize(sys.argv[1], keys)
print(json.loads(token.claims)["sub"])
`

const askingIt = `
import json
from fastapi.testclient import TestClient
headers = {"Authorization": f"Bearer {sys.argv[1]}"} if sys.argv[1] else {}
answer = TestClient(app).get("/whoami", headers=headers)
print(json.dumps([answer.status_code, answer.json(), answer.headers.get("WWW-Authenticate")]))
`

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

  it('of another library accepts it too', async () => {
    const api = inject('apiUrl')
    const ada = await signUp(api)
    const check = (token: string) => execute('other.py', withJwcrypto, { DULY_API: api }, token)
    expect(await check(ada.token)).toBe(ada.id)
    await expect(check(forged(ada.token))).rejects.toThrow('InvalidJWSSignature')
  })

  it('in FastAPI identifies the user, refuses an invalid token, and reports unreachable keys', async () => {
    const api = inject('apiUrl')
    const ada = await signUp(api)
    const ask = async (token: string, from = api) => {
      const program = (await programOf('verify_jwks.py')).replace(/\nprint\(.*\n$/, '\n')
      const service = `${program}\n${await programOf('service.py')}\n${askingIt}`
      return JSON.parse(await execute('service.py', service, { DULY_API: from }, token))
    }
    expect(await ask(ada.token)).toEqual([200, { user: ada.id }, null])
    const refused = [401, { detail: 'not signed in' }, 'Bearer']
    expect(await ask(forged(ada.token))).toEqual(refused)
    expect(await ask('')).toEqual(refused)
    const [closed] = await freePorts()
    const outage = await ask(ada.token, `http://127.0.0.1:${closed}`)
    expect(outage).toEqual([503, { detail: 'try again' }, null])
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

    it('accepts an HS256 token, but not one signed with another secret', async () => {
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
