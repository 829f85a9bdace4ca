// SECURITY.md names tests for each promise; those tests name the promise.
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './stack/wrangler.ts'

const page = await readFile(join(root, 'SECURITY.md'), 'utf8')
const promises = [...page.matchAll(/^\| (\d+) \| .+ \| (.+) \|$/gm)].map(
  ([, number = '', shownBy = '']) => ({
    number,
    files: [...shownBy.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
)

describe('the promises of SECURITY.md', () => {
  it('are ten, numbered', () => {
    const numbers = promises.map(({ number }) => Number(number))
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it.each(promises)('number $number is named by a test in each file', async ({ number, files }) => {
    expect(files).not.toEqual([])
    for (const file of files) {
      const text = await readFile(join(root, file), 'utf8')
      const isNamed = new RegExp(`(describe|it)(\\.each)?\\(.*?['"]promise ${number}: `, 's').test(
        text,
      )
      expect([file, isNamed]).toEqual([file, true])
    }
  })
})

describe('docs/architecture.md', async () => {
  const architecture = await readFile(join(root, 'docs/architecture.md'), 'utf8')
  const [, table = ''] = /## Where is it decided\?\n(.*?)\n## /s.exec(architecture) ?? []
  const files = [...table.matchAll(/\| `([^`]+)` \|$/gm)].map(([, file = '']) => file)

  it('names files that exist', async () => {
    expect(files.length).toBeGreaterThan(20)
    for (const file of files) await expect(access(join(root, file)), file).resolves.toBeUndefined()
  })
})
