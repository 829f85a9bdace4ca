// Which tests there are, and in which project of vitest.config.ts each is run.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runShell } from '../e2e/shell.ts'
import { root } from '../stack/wrangler.ts'

const tracked = (await runShell(`cd ${root} && git ls-files --cached --others --exclude-standard`))
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)))
const tests = tracked.filter((file) => /\.(test|spec)\.[a-z]+$/.test(file))

describe('a test file', () => {
  it('is in one project, by the end of its name and by whether it is of the Worker', async () => {
    const projectOf = (file: string) => {
      if (file.endsWith('.running.test.ts')) return 'running'
      return file.startsWith('worker/') ? 'worker' : 'node'
    }
    const list = 'node_modules/vitest/vitest.mjs list --filesOnly --json'
    const listed = JSON.parse(await runShell(`cd ${root} && ${process.execPath} ${list}`))
    const found = listed.map(({ file, projectName }: { file: string; projectName: string }) => [
      file.slice(root.length + 1),
      projectName,
    ])
    expect(tests.length).toBeGreaterThan(200)
    expect(found.sort()).toEqual(tests.map((file) => [file, projectOf(file)]).sort())
  })

  it('is there, wherever a page or a comment names one', async () => {
    const missing: string[] = []
    for (const file of tracked.filter((path) => /\.(md|ts|tsx|sql|toml)$/.test(path))) {
      const text = await readFile(join(root, file), 'utf8')
      const comments = file.endsWith('.md') ? [text] : (text.match(/(\/\/|--|#|\*).*/g) ?? [])
      for (const [path] of comments.join('\n').matchAll(/[\w./-]*[\w-]+\.test\.tsx?\b/g)) {
        const isThere =
          path.startsWith('.') || tests.some((test) => `/${test}`.endsWith(`/${path}`))
        if (!isThere) missing.push(`${file}: ${path}`)
      }
    }
    expect(missing).toEqual([])
  })
})
