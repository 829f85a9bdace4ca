// A script with Node's own fetch, on the Node that runs this, on the machine's own, and on those in OTHER_NODES.
import { execFile, spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'
import '../testing/provided.ts'

const versionOf = (node: string) =>
  spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim()
const others = process.env.OTHER_NODES?.split(delimiter) ?? []
const found = [process.execPath, '/usr/bin/node', '/usr/local/bin/node', 'node', ...others]
const nodes = new Map(found.map((node) => [versionOf(node), node] as const).filter(([it]) => it))

console.info(`fetch of Node ${[...nodes.keys()].join(', ')}`)

const script = `
const [, api, email, password] = process.argv
const call = async (method, path, { token, body } = {}) => {
  const headers = {
    ...(body && { 'Content-Type': 'application/json' }),
    ...(token && { Authorization: 'Bearer ' + token }),
  }
  const answer = await fetch(api + path, { method, headers, body: JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(method + ' ' + path + ' ' + answer.status + ' ' + text)
  return { body: text && JSON.parse(text), session: answer.headers.get('set-auth-token') }
}
await call('POST', '/api/auth/sign-up/email', { body: { name: 'Ada', email, password } })
const { session } = await call('POST', '/api/auth/sign-in/email', { body: { email, password } })
const { body: { token } } = await call('GET', '/api/auth/token', { token: session })
const { body: made } = await call('POST', '/api/v1/tasks', { token, body: { title: 'Call Mia' } })
await call('PATCH', '/api/v1/tasks/' + made.id, { token, body: { priority: 4 } })
const { body: page } = await call('GET', '/api/v1/tasks', { token })
await call('POST', '/api/auth/sign-out', { token: session })
console.log(page.items.map(({ title, priority }) => title + ' ' + priority).join())
`

describe.each([...nodes])('Node %s', (_, node) => {
  it('signs up, in and out with plain fetch, and creates, changes and lists a task', async () => {
    const person = [`${crypto.randomUUID()}@example.com`, `correct horse ${crypto.randomUUID()}`]
    const args = ['--input-type=module', '-e', script, inject('apiUrl'), ...person]
    const { stdout } = await promisify(execFile)(node, args)
    expect(stdout).toBe('Call Mia 4\n')
  })
})
