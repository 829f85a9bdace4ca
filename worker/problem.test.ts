import { Hono } from 'hono'
import { expect, it, vi } from 'vitest'
import page from '../docs/problems.md?raw'
import readme from '../README.md?raw'
import { answerError, authProblems, problems } from './problem.ts'

it('docs/problems.md lists every problem with its status and title, including those of Better Auth', () => {
  const listed = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| (.+) \|$/gm)]
  const rows = listed.map(([, code, status, title]) => [code, [Number(status), title]])
  expect(Object.fromEntries(rows)).toEqual({ ...problems, ...authProblems })
  expect(rows).toHaveLength(new Set(rows.map(([code]) => code)).size)
})

it('the README quotes the current titles of problems', () => {
  const quoted = [...readme.matchAll(/^\| `\d+` `(\w+)`: "([^"]+)" \|/gm)]
  expect(quoted.length).toBeGreaterThan(4)
  const titles = new Map(Object.entries(problems).map(([code, [, title]]) => [code, title]))
  for (const [, code = '', sentence] of quoted) {
    // The details of these two depend on the deployment; the README quotes examples.
    if (code === 'not_ready' || code === 'misconfigured') continue
    expect([code, titles.get(code)]).toEqual([code, sentence])
  }
})

it('the log has the stack frames of a defect but not its message, even if that looks like a frame', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const app = new Hono().get('/', () => {
    throw new RangeError('no room\n    at ada (what she wrote:1:1)')
  })
  app.onError(answerError)
  expect((await app.request('/')).status).toBe(500)
  const [line] = log.mock.calls.flat()
  const { cause, stack } = JSON.parse(line)
  expect([cause, stack.length > 0, stack.join().includes('ada')]).toEqual([
    'RangeError',
    true,
    false,
  ])
})
