import { describe, expect, it } from 'vitest'
import { isBuilt } from './shell-files.ts'

const script = 'export const answer = 42\n'
const page = ['<!doctype html>', '<script src="/assets/index-1.js"></script>', '</body>', '</html>']
const build = {
  // `sha256sum` of the script, in base64.
  files: { '/a.js': 'XS63gv46ZF2/W98tdlolRDiWJknJyJKBFAjLUOBKW+Q=', '/': '' },
  page,
}
const isScript = (body: string, init?: ResponseInit) =>
  isBuilt(build, '/a.js', new Response(body, init))
const isPage = (body: string) => isBuilt(build, '/', new Response(body))

describe('a file of the build', () => {
  it('has every byte of the build, and can still be read', async () => {
    const response = new Response(script)
    expect(await isBuilt(build, '/a.js', response)).toBe(true)
    expect(await response.text()).toBe(script)
  })

  it.each([
    ['nothing', ''],
    ['HTML', '<!doctype html>'],
    ['its beginning', script.slice(0, -1)],
    ['more than it', `${script} `],
  ])('is not %s', async (_, body) => {
    expect(await isScript(body)).toBe(false)
  })

  it('comes with 200, whatever it contains', async () => {
    for (const status of [201, 206, 404, 503])
      expect(await isScript(script, { status })).toBe(false)
  })

  it("must be in the build's list, and complete", async () => {
    expect(await isBuilt(build, '/b.js', new Response(script))).toBe(false)
    const body = new ReadableStream({ start: (to) => to.error(new TypeError('terminated')) })
    expect(await isBuilt(build, '/a.js', new Response(body))).toBe(false)
  })
})

describe('the page', () => {
  it("has all lines of the build in order, and perhaps some of the host's", async () => {
    expect(await isPage(page.join('\n'))).toBe(true)
    expect(await isPage(page.join('\n').replace('</body>', '<script></script></body>'))).toBe(true)
  })

  it('is not that of another build, nor one that is cut off', async () => {
    expect(await isPage(page.join('\n').replace('index-1', 'index-2'))).toBe(false)
    expect(await isPage(page.join('\n').slice(0, -1))).toBe(false)
    expect(await isPage(page.toReversed().join('\n'))).toBe(false)
    expect(await isPage('')).toBe(false)
  })
})
