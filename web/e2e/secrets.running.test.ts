import { expect, inject } from 'vitest'
import { addTask, complete, saved, signIn, signUp, test } from './browser.ts'
import { stored } from './stored.ts'

test('stores no readable token, and nothing at all after signing out', async ({ open }) => {
  const page = await open()
  const tokens: string[] = []
  page.on('response', async (response) => {
    const session = response.headers()['set-auth-token']
    if (session) tokens.push(session, decodeURIComponent(session))
    if (response.url().endsWith('/api/auth/token')) tokens.push((await response.json()).token)
  })
  const person = await signUp(page)
  await addTask(page, 'A private matter')
  await saved(page)
  expect(tokens.length).toBeGreaterThanOrEqual(3)

  const during = await stored(page)
  expect(during).toContain('extractable: false')
  expect(during).not.toMatch(/eyJ[\w-]+\.[\w-]+/)
  for (const secret of [...tokens, ...tokens.map((token) => token.split('.')[0] ?? token)]) {
    expect(during).not.toContain(secret)
    expect(page.url()).not.toContain(secret)
  }

  // As left by a page that was closed before the disk had an edit.
  await page.evaluate(async () => {
    const [kept] = (await indexedDB.databases()).filter(({ name }) =>
      /^duly-data-/.test(name ?? ''),
    )
    const id = kept?.name?.replace('duly-data-', '')
    localStorage.setItem(`duly-unwritten-${id}-a`, '["A private matter"]')
  })
  const revoked = page.waitForResponse('**/api/auth/sign-out')
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect((await revoked).ok()).toBe(true)
  await expect.poll(() => stored(page)).toBe('[{},{},"",[],[]]')
  expect(await page.content()).not.toContain(person.email)
  expect(await page.content()).not.toContain('A private matter')
  expect(await page.context().cookies()).toEqual([])

  const [session = ''] = tokens
  const answer = await fetch(`${inject('apiUrl')}/api/auth/token`, {
    headers: { authorization: `Bearer ${session}` },
  })
  expect(answer.status).toBe(401)
})

test('leaves nothing if the page is closed while signing out', async ({ open }) => {
  // Pending calls are cut off.
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await addTask(page, 'A private matter')
  await saved(page)
  await page.evaluate(async () => {
    // The first visible sign: the address of the sign-in page.
    const replace = history.replaceState.bind(history)
    history.replaceState = (...to) => {
      replace(...to)
      if (String(to[2]).includes('/auth/sign-in')) location.replace('/dashboard')
    }
    // A slow disk: something else uses it for a while, and keeps the task database open as long as the page.
    const opened = (name = '') =>
      new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
      })
    const names = (await indexedDB.databases()).map(({ name }) => name)
    await opened(names.find((name) => name?.startsWith('duly-data-')))
    const store = (await opened('duly-session'))
      .transaction('session', 'readwrite')
      .objectStore('session')
    const until = performance.now() + 500
    const goOn = () => {
      if (performance.now() < until) store.count().onsuccess = goOn
    }
    goOn()
  })
  const left = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await left
  await page.getByLabel('Email').waitFor()
  await expect.poll(() => stored(page)).toBe('[{},{},"",[],[]]')
})

test('signs out offline and revokes the session once online', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await complete(page)
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/auth/sign-in')
  const revoked = page.waitForResponse('**/api/auth/sign-out')
  await page.context().setOffline(false)
  expect((await revoked).ok()).toBe(true)
  await expect.poll(() => stored(page)).toBe('[{},{},"",[],[]]')
})

test('revokes a session that another one replaces', async ({ open }) => {
  // A call of the first tab at the moment of revocation is refused, and retried with the other session.
  const one = await open({ withFailingCalls: true })
  const person = await signUp(one)
  const two = await one.context().newPage()
  await two.goto('/dashboard')
  await two.getByText(person.name).waitFor()
  const first = one.waitForResponse('**/api/auth/sign-out')
  await one.getByRole('button', { name: 'Sign out' }).click()
  await first
  // Both tabs sign in, and one response is slow.
  let answer = () => {}
  const slow = new Promise<void>((resolve) => (answer = resolve))
  await two.route('**/api/auth/sign-in/email', async (route) => {
    const response = await route.fetch()
    await slow
    await route.fulfill({ response })
  })
  const asked = two.waitForRequest('**/api/auth/sign-in/email')
  await signIn(two, person)
  await asked
  const kept = one.waitForResponse('**/api/auth/sign-in/email')
  await signIn(one, person)
  const token = (await (await kept).allHeaders())['set-auth-token']
  await two.waitForURL('**/dashboard')
  const revoked = two.waitForRequest('**/api/auth/sign-out')
  answer()
  expect((await revoked).headers().authorization).toBe(`Bearer ${token}`)
  await addTask(one, 'Call Mia')
  await saved(one)
})

test('requests one access token however many calls wait for it', async ({ open }) => {
  const page = await open()
  await signUp(page)
  let asked = 0
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().endsWith('/api/auth/token')) asked += 1
  })
  await page.reload()
  await page.getByText('Nothing to do.').waitFor()
  for (const title of ['one', 'two', 'three']) await addTask(page, title)
  await saved(page)
  expect(asked).toBe(1)
})
