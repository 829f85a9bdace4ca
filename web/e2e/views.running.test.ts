// Every view with all kinds of content: visually, for screen readers, and with malicious input.
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { violations } from './accessible.ts'
import { addTask, complete, openTasks, overflow, saved, signUp, test } from './browser.ts'

const hostile = `<img src=x onerror=alert(1)>"'><script>alert(1)</script> javascript:alert(1) \u202eevil`

/** A list, a label, a subtask, notes, a completed and a deleted task, all with malicious text. */
async function fill(page: Page): Promise<string[]> {
  await signUp(page)
  await complete(page)
  const token = await tokenOf(page)
  const post = async (path: string, body?: object) => {
    const response = await fetch(`${inject('apiUrl')}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    })
    expect(response.ok, path).toBe(true)
    return await response.json()
  }
  const label = 'a/b % <i>'
  const list = await post('lists', { name: hostile.slice(0, 90), color: 'teal' })
  const today = new Date().toISOString().slice(0, 10)
  const notes = `[go](javascript:alert(1)) ![x](https://example.org/x.png)\n\n${hostile}\n\n- one\n- two`
  const task = { title: hostile, notes, labels: [label], list_id: list.id, priority: 4 }
  const { id } = await post('tasks', { ...task, due_date: today, recurrence: 'FREQ=WEEKLY' })
  await post('tasks', { title: hostile, parent_id: id })
  await post('tasks', { ...task, due_date: '2099-01-01', due_timezone: undefined })
  const done = await post('tasks', task)
  await post(`tasks/${done.id}/complete`)
  const gone = await post('tasks', { title: hostile })
  await post('tasks/batch', { operations: [{ op: 'delete', id: gone.id }] })
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await openTasks(page).getByText('evil').first().waitFor()
  return [
    '/dashboard',
    '/inbox',
    '/upcoming',
    `/lists/${list.id}`,
    `/labels/${encodeURIComponent(label)}`,
    '/completed',
    '/trash',
    '/search?q=evil',
    `/dashboard?task=${id}`,
    '/settings/account',
    '/settings/appearance',
  ]
}

/** The page's token, from its next call. */
async function tokenOf(page: Page): Promise<string> {
  const asked = page.waitForRequest((request) => request.url().includes('/api/v1/changes'))
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  return (await (await asked).headerValue('authorization'))?.slice('Bearer '.length) ?? ''
}

test('shows everything correctly, in every view, theme and width, and runs none of it', async ({
  open,
}) => {
  const page = await open()
  const paths = await fill(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).origin))
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await complete(page)
    expect(await page.locator('main img, main script, [href^="javascript:" i]').count()).toBe(0)
    for (const width of [1280, 768, 320]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await overflow(page), `${path} at ${width}`).toBe(0)
      for (const media of medias) {
        await page.emulateMedia(media)
        await page.evaluate(() =>
          Promise.allSettled(document.getAnimations().map((each) => each.finished)),
        )
        const where = `${path} ${width} ${JSON.stringify(media)}`
        expect(await violations(page), where).toEqual([])
      }
    }
  }
  // Nothing in a task is ever fetched.
  const own = [inject('webUrl'), inject('apiUrl')].map((url) => new URL(url).origin)
  expect(asked.filter((origin) => !own.includes(origin))).toEqual([])
}, 300_000)

const medias = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const

test('is read in visual order', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await complete(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  const tree = await page.locator('body').ariaSnapshot()
  const order = ['Views', 'Search', 'Inbox', 'Today', 'Upcoming', 'Lists', 'Sign out']
  const places = [...order, 'main:', 'heading "Today" [level=1]', 'New task', 'list "Today"']
  const found = [...places, 'checkbox "Call Mia"', 'link "Call Mia"'].map((part) => [
    part,
    tree.indexOf(part),
  ])
  expect(found.filter(([, at]) => at === -1)).toEqual([])
  expect(found).toEqual(found.toSorted(([, one], [, other]) => Number(one) - Number(other)))
})
