import { expect, inject, test } from 'vitest'

const headersOf = async (path: string) => (await fetch(inject('webUrl') + path)).headers

test('lets pages call only their own API, and run only their own scripts', async () => {
  for (const path of ['/', '/auth/sign-in', '/no/such/page']) {
    const headers = await headersOf(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';")
    expect(policy).toContain(`connect-src 'self' ${inject('apiUrl')};`)
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types duly-worker")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-cache')
  }
})

test('caches hashed files for good, and has no inline script', async () => {
  const page = await (await fetch(`${inject('webUrl')}/`)).text()
  const [, script = ''] = page.match(/src="(\/assets\/[^"]+\.js)"/) ?? []
  expect((await headersOf(script)).get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(page).not.toMatch(/<script(?![^>]+src=)|<style|style=|onload=/)
  expect(await (await fetch(inject('webUrl') + script)).text()).not.toContain('sourceMappingURL')
})

test.each([
  '/assets/index-00000000.js',
  '/assets/index-00000000.css',
  '/assets/deeper/x.js',
  '/assets/',
])('has nothing at %s, and caches nothing for it', async (path) => {
  for (const method of ['GET', 'HEAD']) {
    const answer = await fetch(inject('webUrl') + path, { method })
    expect([method, answer.status, answer.headers.get('cache-control')]).toEqual([
      method,
      404,
      'no-store',
    ])
  }
})

test("lets the service worker fetch the app's files, but not the pages", async () => {
  const headers = await headersOf('/sw.js')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'")
  expect(headers.get('content-type')).toContain('javascript')
  expect(headers.get('cache-control')).toBe('no-cache')
})
