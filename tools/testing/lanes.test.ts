// Which tests there are, and in which project of vitest.config.ts each is run.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runShell } from '../e2e/shell.ts'
import { root } from '../stack/wrangler.ts'

const tracked = (await runShell(`cd ${root} && git ls-files --cached --others --exclude-standard`))
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)))
const tests = tracked.filter((file) => /\.(test|spec)\.[a-z]+$/.test(file))

/** What vitest would run, as `project: file`. */
async function listed(options = ''): Promise<string[]> {
  const list = `node_modules/vitest/vitest.mjs list --filesOnly --json ${options}`
  const found = JSON.parse(await runShell(`cd ${root} && ${process.execPath} ${list}`))
  return found
    .map(({ file, projectName }: { file: string; projectName: string }) => {
      return `${projectName}: ${relative(root, file)}`
    })
    .sort()
}

describe('a test file', () => {
  it('is in one project, by the end of its name and by whether it is of the Worker', async () => {
    const projectOf = (file: string) => {
      if (file.endsWith('.running.test.ts')) return 'running'
      return file.startsWith('worker/') ? 'worker' : 'node'
    }
    expect(tests.length).toBeGreaterThan(200)
    expect(await listed()).toEqual(tests.map((file) => `${projectOf(file)}: ${file}`).sort())
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

describe('npm run test:quick', () => {
  it('has the logic of the app and of the domain, and nothing that starts anything', async () => {
    const logic = tests.filter(
      (file) => /^(web\/src|worker\/domain)\//.test(file) && !/\.(pg|running)\.test/.test(file),
    )
    const found = await listed('--config tools/testing/quick.config.ts')
    expect(found).toEqual(logic.map((file) => `quick: ${file}`).sort())
  })
})

describe('npm test', () => {
  const start = (...selection: string[]) =>
    // It gives up before the first test: that is no address.
    spawnSync('npm', ['test', '--', ...selection], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: 'nowhere' },
      encoding: 'utf8',
    }).stdout

  it('says at its start how long it takes, and what is quicker', () => {
    expect(start()).toMatch(/All tests take about \d\d minutes.*\n.*: npm run test:quick\n/)
    expect(start('worker/domain')).not.toContain('All tests')
  })
})
