// npm run screens: takes the screenshots in docs/screens/ from the built app, with example data.
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumArguments, chromiumPath } from './chromium.ts'
import { signUp } from './e2e/client.ts'
import { startBuilt } from './stack/built.ts'
import { root } from './stack/wrangler.ts'

const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toLocaleDateString('sv-SE')

const lists = [
  { name: 'Home', color: 'green' },
  { name: 'Travel', color: 'blue' },
  { name: 'Reading', color: 'purple' },
]
const examples = [
  { title: 'Send Mia the slides', due_date: day(-1), priority: 4 },
  {
    title: 'Book the train to Lisbon',
    due_date: day(0),
    priority: 3,
    list: 'Travel',
    labels: ['trip'],
  },
  { title: 'Review the pull request on retries', due_date: day(0) },
  {
    title: 'Water the fig tree',
    due_date: day(1),
    priority: 1,
    list: 'Home',
    recurrence: 'FREQ=DAILY;INTERVAL=3',
  },
  {
    title: 'Read “A Philosophy of Software Design”',
    list: 'Reading',
    notes: '**Chapter 4** first:\n\n- deep modules\n- [the author’s page](https://example.org)',
  },
  { title: 'Plan the garden for spring', due_date: day(12), priority: 2, list: 'Home' },
  { title: 'Find the spare key' },
]
const parts = ['Look at prices', 'Ask Jo about the dates', 'Reserve seats']
const done = ['Renew the passport', 'Call the plumber']
const trashed = ['Buy a fax machine']

const started: (() => Promise<unknown>)[] = []
try {
  const { apiUrl: api, webUrl: web, stop } = await startBuilt()
  started.push(stop)
  const ada = await signUp(api)
  const tasks = `${api}/api/v1/tasks`
  const listIds = new Map<string, string>()
  for (const list of lists) {
    const { id } = await post(`${api}/api/v1/lists`, ada.token, list)
    listIds.set(list.name, id)
  }
  for (const title of done) {
    const { id } = await post(tasks, ada.token, { title })
    await post(`${tasks}/${id}/complete`, ada.token)
  }
  for (const title of trashed) {
    const { id } = await post(tasks, ada.token, { title })
    await call(`${tasks}/${id}`, ada.token, 'DELETE')
  }
  let opened = ''
  for (const { list, ...task } of examples) {
    const list_id = list ? listIds.get(list) : null
    const { id } = await post(tasks, ada.token, { ...task, list_id })
    if (list !== 'Travel') continue
    opened = id
    for (const title of parts) await post(tasks, ada.token, { title, parent_id: id })
  }
  const home = listIds.get('Home') ?? ''
  const views: [name: string, path: string, there: string][] = [
    ['dashboard', '/dashboard', 'Send Mia the slides'],
    ['inbox', '/inbox', 'Find the spare key'],
    ['upcoming', '/upcoming', 'Plan the garden for spring'],
    ['list', `/lists/${home}`, 'Water the fig tree'],
    ['label', '/labels/trip', 'Book the train to Lisbon'],
    ['completed', '/completed', 'Call the plumber'],
    ['trash', '/trash', 'Buy a fax machine'],
    ['search', '/search?q=the', 'Send Mia the slides'],
    ['task', `/dashboard?task=${opened}`, 'Reserve seats'],
    ['settings', '/settings', 'Profile'],
  ]

  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: chromiumArguments,
  })
  started.push(() => browser.close())
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, width, height] of [
      ['', 1280, 800],
      ['-320', 320, 640],
    ] as const) {
      await picture(browser, {
        web,
        colorScheme,
        width,
        height,
        name: `${colorScheme}${size}`,
        ada,
        views,
      })
    }
  }
} finally {
  for (const stop of started.reverse()) await stop()
}

function post(url: string, token: string, body?: object) {
  return call(url, token, 'POST', body)
}

async function call(url: string, token: string, method: string, body?: object) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const answer = await fetch(url, init)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer.status === 204 ? null : await answer.json()
}

async function picture(
  browser: Browser,
  shot: {
    web: string
    colorScheme: 'light' | 'dark'
    width: number
    height: number
    name: string
    ada: { email: string; password: string }
    views: [name: string, path: string, there: string][]
  },
) {
  const { web, colorScheme, width, height, name, ada, views } = shot
  const page = await browser.newPage({
    colorScheme,
    viewport: { width, height },
  })
  const path = (view: string) => join(root, `docs/screens/${view}-${name}.png`)
  await page.goto(`${web}/auth/sign-in`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.screenshot({ path: path('sign-in') })
  await page.getByLabel('Email').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Send Mia the slides').first().waitFor()
  for (const [view, address, there] of views) {
    await page.goto(web + address)
    await page.getByText(there).first().waitFor()
    await complete(page)
    await page.screenshot({ path: path(view) })
  }
  await page.goto(`${web}/dashboard`)
  await complete(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('ho')
  await still(page)
  await page.screenshot({ path: path('palette') })
  await page.close()
}

/** Waits until all parts of the page have loaded, and nothing moves. */
async function complete(page: Page) {
  await page.waitForLoadState('networkidle')
  await still(page)
}

async function still(page: Page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
}
