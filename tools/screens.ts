// npm run screens: takes the pictures of docs/screens/ from the built app, on example data.
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { chromiumArguments, chromiumPath } from './chromium.ts'
import { signUp } from './e2e/client.ts'
import { startBuilt } from './stack/built.ts'
import { root } from './stack/wrangler.ts'

const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toLocaleDateString('sv-SE')

const examples = [
  { title: 'Send Mia the slides', due_date: day(-1), priority: 4 },
  { title: 'Book the train to Lisbon', due_date: day(0), priority: 3 },
  { title: 'Review the pull request on retries', due_date: day(0) },
  { title: 'Water the fig tree', due_date: day(1), priority: 1 },
  { title: 'Read “A Philosophy of Software Design”', notes: 'Chapter 4 first.' },
  { title: 'Plan the garden for spring', due_date: day(12), priority: 2 },
]
const done = ['Renew the passport', 'Call the plumber']

const started: (() => Promise<unknown>)[] = []
try {
  const { apiUrl: api, webUrl: web, stop } = await startBuilt()
  started.push(stop)
  const ada = await signUp(api)
  for (const title of done) {
    const { id } = await post(`${api}/api/v1/tasks`, ada.token, { title })
    await post(`${api}/api/v1/tasks/${id}/complete`, ada.token)
  }
  for (const task of examples.toReversed()) await post(`${api}/api/v1/tasks`, ada.token, task)

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
      })
    }
  }
} finally {
  for (const stop of started.reverse()) await stop()
}

async function post(url: string, token: string, body?: object) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) }
  const answer = await fetch(url, init)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return await answer.json()
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
  },
) {
  const { web, colorScheme, width, height, name, ada } = shot
  const page = await browser.newPage({
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: 2,
  })
  const path = (view: string) => join(root, `docs/screens/${view}-${name}.png`)
  await page.goto(`${web}/auth/sign-in`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.screenshot({ path: path('sign-in') })
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Send Mia the slides').waitFor()
  await page.screenshot({ path: path('dashboard') })
  await page.close()
}
