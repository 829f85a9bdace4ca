import { expect, it } from 'vitest'
import page from '../docs/problems.md?raw'
import readme from '../README.md?raw'
import { problems } from './problem.ts'

it('every problem is listed in docs/problems.md as it is', () => {
  const listed = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| (.+) \|$/gm)]
  const rows = listed.map(([, code, status, title]) => [code, [Number(status), title]])
  expect(Object.fromEntries(rows)).toEqual(problems)
})

it('the README quotes problems by the sentences they have', () => {
  const quoted = [...readme.matchAll(/^\| `\d+` `(\w+)`: "([^"]+)" \|/gm)]
  expect(quoted.length).toBeGreaterThan(4)
  const titles = new Map(Object.entries(problems).map(([code, [, title]]) => [code, title]))
  for (const [, code = '', sentence] of quoted) {
    // What these two say depends on the deployment; the quote is an example of their detail.
    if (code === 'not_ready' || code === 'misconfigured') continue
    expect([code, titles.get(code)]).toEqual([code, sentence])
  }
})
