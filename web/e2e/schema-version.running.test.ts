// What another version of the app has left in the browser, as the built app finds it.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readRaw, writeVersion1 } from '../../tools/testing/version-1-copy.ts'
import { expectAccessible } from './accessible.ts'
import { addTask, openTasks, saved, signUp, test, titlesOf } from './browser.ts'

/** Of this origin, and without the app. */
async function leaveApp(page: Page): Promise<void> {
  await page.route('**/without-the-app', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Blank</title>' }),
  )
  await page.goto('/without-the-app')
}

const databaseName = (page: Page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
    return names.find((name) => name.startsWith('duly-data-')) ?? ''
  })

/** As a newer version of the app would, with so many edits more; it stays open. */
const raise = (page: Page, name: string, version: number, edits: number) =>
  page.evaluate(
    ({ name, version, edits }) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name, version)
        opening.onblocked = () => reject(new Error('in the way'))
        opening.onupgradeneeded = () => {
          const outbox = opening.transaction?.objectStore('outbox')
          for (let one = 0; one < edits; one += 1) outbox?.add({ who: 'knows' })
        }
        opening.onsuccess = () => resolve(opening.result.version)
      }),
    { name, version, edits },
  )

const raw = (page: Page, name: string) =>
  page.evaluate(`
    const request = (asked) => new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    });
    (${readRaw})(${JSON.stringify(name)}).then(({ version, outbox }) => [version, outbox.size])`)

async function reload(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Reload' }).click()
  await loaded
}

const notice = (page: Page, text: string | RegExp) => page.getByRole('alert').getByText(text)

test('says that a newer version has been here, works with the server, and takes nothing from it', async ({
  open,
}) => {
  const page = await open()
  await signUp(page)
  await addTask(page, 'Sent')
  await saved(page)
  const name = await databaseName(page)
  await leaveApp(page)
  expect(await raise(page, name, 99, 2)).toBe(99)
  await page.goto('/dashboard')
  await notice(page, /^A newer version of Duly has stored your tasks in this browser/).waitFor()
  await notice(page, /2 unsynced changes stay stored there\./).waitFor()
  await expectAccessible(page)
  await openTasks(page).getByText('Sent', { exact: true }).waitFor()
  await addTask(page, 'Added here')
  await saved(page)
  await reload(page)
  await openTasks(page).getByText('Added here', { exact: true }).waitFor()
  expect(await titlesOf(page)).toEqual(['Sent', 'Added here'])
  expect(await raw(page, name)).toEqual([99, 2])

  const asked: string[] = []
  let isSure = false
  page.on('dialog', async (dialog) => {
    asked.push(dialog.message())
    await (isSure ? dialog.accept() : dialog.dismiss())
  })
  const signOut = page.getByRole('button', { name: 'Sign out' })
  await signOut.click()
  await expect.poll(() => asked).toHaveLength(1)
  expect(asked).toEqual(['You have 2 unsynced changes. Sign out and discard them?'])
  expect(await raw(page, name)).toEqual([99, 2])
  isSure = true
  await signOut.click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await expect.poll(() => databaseName(page)).toBe('')
})

test('makes way for a newer version in another tab, and loses nothing that is typed meanwhile', async ({
  open,
}) => {
  const page = await open()
  await signUp(page)
  await addTask(page, 'Sent')
  await saved(page)
  const newer = await page.context().newPage()
  await leaveApp(newer)
  const name = await databaseName(newer)
  expect(await raise(newer, name, 99, 0)).toBe(99)
  await notice(page, /^A newer version of Duly is open in another tab\./).waitFor()
  await addTask(page, 'Typed meanwhile')
  await notice(page, /^A newer version of Duly is open in another tab\./).waitFor()
  await reload(page)
  await notice(page, /1 unsynced change stays stored there\./).waitFor()
  const left = () =>
    page.evaluate(() =>
      Object.entries(localStorage).filter(([key]) => key.startsWith('duly-unwritten-')),
    )
  expect(await left()).toEqual([
    [expect.stringContaining('-v2-'), expect.stringContaining('Typed meanwhile')],
  ])
})

test('sends what version 1 has left, and shows the rest again', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await addTask(page, 'Sent')
  await saved(page)
  const name = await databaseName(page)
  await leaveApp(page)
  const at = '2026-11-29T08:00:00.000Z'
  const none = { notes: '', priority: 0, labels: [], recurrence: null, recurrence_from: 'due' }
  const nowhere = { list_id: null, parent_id: null, due_at: null, due_timezone: null }
  const made = (title: string) => ({
    op: 'create',
    id: crypto.randomUUID(),
    at,
    rank: 'z',
    fields: { title, ...none, ...nowhere, due_date: '2026-11-29' },
  })
  await page.evaluate((name) => void indexedDB.deleteDatabase(name), name)
  const copy = { outbox: [{ edit: made('Offline'), question: null }], meta: { cursor: 3 } }
  await page.evaluate(`(${writeVersion1})(${JSON.stringify(name)}, ${JSON.stringify(copy)})`)
  const backup = name.replace('duly-data-', 'duly-unwritten-')
  await page.evaluate(
    ([key = '', value = '']) => localStorage.setItem(key, value),
    [`${backup}-${crypto.randomUUID()}`, JSON.stringify([made('Left')])],
  )
  await page.goto('/dashboard')
  for (const title of ['Sent', 'Offline', 'Left'])
    await openTasks(page).getByText(title, { exact: true }).waitFor()
  await saved(page)
  expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain('unwritten')
  await page.reload()
  await openTasks(page).getByText('Left', { exact: true }).waitFor()
  expect((await titlesOf(page)).sort()).toEqual(['Left', 'Offline', 'Sent'])
  expect(await raw(page, name)).toEqual([2, 0])
})
