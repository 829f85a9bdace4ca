import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { openTasks, overflow, saved, signIn, signUp, test, titlesOf } from './browser.ts'

const field = (page: Page) => page.getByLabel('New task')
const chips = (page: Page) =>
  page.getByRole('list', { name: 'Understood' }).getByRole('button').allInnerTexts()
const chip = (page: Page, name: string) => page.getByRole('button', { name: `Remove: ${name}` })
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.id
  })

/** Opens the Inbox, ready to type. */
async function atInbox(page: Page) {
  await signUp(page)
  await page.goto('/inbox')
  await field(page).focus()
}

test('understands typed text, and shows what it understood', async ({ open }) => {
  const page = await open()
  await atInbox(page)
  for (const [text, words, title] of [
    ['Call Mia', [], 'Call Mia'],
    ['Renew passport today', ['Due today'], 'Renew passport'],
    ['Pay rent tomorrow at 9', ['Due tomorrow at 09:00'], 'Pay rent'],
    ['Water plants every day', ['Every day, from today'], 'Water plants'],
    ['Stretch every weekday at 7am tomorrow', null, 'Stretch'],
    ['Buy milk #shop', ['#shop'], 'Buy milk'],
    ['Fix the roof !4', ['Urgent priority'], 'Fix the roof'],
    ['Read "Tomorrow Never Dies"', [], 'Read Tomorrow Never Dies'],
    ['Write \\#notalabel', [], 'Write #notalabel'],
    ['Visit Oslo in 3 days #travel #fun !2', null, 'Visit Oslo'],
  ] as const) {
    await field(page).fill(text)
    if (words?.length === 0) expect(await chips(page)).toEqual([])
    else if (words) await expect.poll(() => chips(page)).toEqual(words)
    else await expect.poll(async () => (await chips(page)).length).toBeGreaterThan(1)
    await page.keyboard.press('Enter')
    await openTasks(page).getByText(title, { exact: true }).waitFor()
    expect(await field(page).inputValue()).toBe('')
    expect(await focused(page)).toBe('new-task')
  }
  await saved(page)
  const passport = openTasks(page).getByRole('listitem').filter({ hasText: 'Renew passport' })
  expect(await passport.textContent()).toMatch(/Today/)
})

test("reads dates in the locale's order", async ({ open }) => {
  const page = await open()
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setLocaleOverride', { locale: 'en-GB' })
  await atInbox(page)
  await field(page).fill('Pay the fee 24/12/2099')
  await chip(page, 'due Thu 24 Dec 2099').waitFor()
  await field(page).fill('Pay the fee 5/6/2099')
  await chip(page, 'due Fri 5 Jun 2099').waitFor()
})

test('returns the words of a dismissed chip to the title, by keyboard alone', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await atInbox(page)
  await page.keyboard.type('Plan Friday lunch #work tomorrow !3')
  await chip(page, '#work').waitFor()
  await expectAccessible(page)
  expect(await overflow(page)).toBe(0)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Remove: due tomorrow')
  await page.keyboard.press('Delete')
  // The next chip is where that one was.
  expect(await focused(page)).toBe('Remove: high priority')
  await page.keyboard.press('Backspace')
  expect(await focused(page)).toBe('Remove: #work')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('new-task')
  expect(await field(page).inputValue()).toBe('Plan Friday lunch #work tomorrow !3')
  await page.keyboard.press('Enter')
  expect(await titlesOf(page)).toEqual(['Plan Friday lunch #work tomorrow !3'])
})

test('gives a task the defaults of its page, unless they are declined', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await field(page).fill('Call Mia')
  await chip(page, 'due today').waitFor()
  await page.keyboard.press('Enter')
  await openTasks(page).getByText('Call Mia', { exact: true }).waitFor()
  await field(page).fill('Some day')
  await chip(page, 'due today').click()
  expect(await focused(page)).toBe('new-task')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Inbox' }).click()
  await openTasks(page).getByText('Some day', { exact: true }).waitFor()
  expect(await titlesOf(page)).toEqual(['Call Mia', 'Some day'])
})

test('creates an unknown list, and undoes and redoes both at once', async ({ open }) => {
  const page = await open()
  await atInbox(page)
  await page.getByRole('link', { name: 'Settings' }).waitFor()
  await field(page).fill('Sow beans @Garden')
  await chip(page, 'new list: Garden').waitFor()
  await page.keyboard.press('Enter')
  await field(page).fill('Water beans @garden')
  await chip(page, 'in Garden').waitFor()
  await field(page).fill('')
  await page.getByRole('button', { name: 'Undo' }).click()
  await field(page).fill('Water beans @garden')
  await chip(page, 'new list: garden').waitFor()
  await saved(page)
  await field(page).fill('')
  await page.keyboard.press('Control+Shift+z')
  await field(page).fill('Water beans @garden')
  await chip(page, 'in Garden').waitFor()
  await page.keyboard.press('Enter')
  await saved(page)
  await page.goto('/search?q=beans')
  await page.getByText('2 tasks').waitFor()
  const rows = page.getByRole('main').getByRole('listitem')
  expect(await rows.filter({ hasText: 'Garden' }).count()).toBe(2)
})

test('asks what to do with several pasted lines', async ({ open }) => {
  const page = await open()
  await atInbox(page)
  await page.getByRole('button', { name: 'Add', exact: true }).waitFor()
  const paste = (text: string) =>
    field(page).evaluate((element, data) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', data)
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, text)
  await field(page).fill('x today')
  await chip(page, 'due today').waitFor()
  await field(page).fill('')
  await paste('- Milk\n- [ ] Bread #shop\n\nEggs tomorrow\n')
  await page.getByRole('main').getByText('You pasted 3 lines.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add 3 tasks' }).press('Enter')
  await openTasks(page).getByText('Eggs', { exact: true }).waitFor()
  expect(await titlesOf(page)).toEqual(['Milk', 'Bread', 'Eggs'])
  expect(await focused(page)).toBe('new-task')
  await saved(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titlesOf(page)).toEqual([])
  await paste('Milk\nBread')
  await page.keyboard.press('Enter')
  await expect.poll(() => titlesOf(page)).toEqual(['Milk', 'Bread'])
  await paste('Milk\nBread')
  await page.getByRole('button', { name: 'Add as one task' }).click()
  await openTasks(page).getByText('Milk Bread', { exact: true }).waitFor()
})

test('says what is wrong with a title, keeps the text, and adds plain titles without its parser', async ({
  open,
}) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await page.route(/\/assets\/kit-/, (route) => route.abort())
  await page.goto('/inbox')
  await field(page).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Enter a title.').waitFor()
  expect(await field(page).getAttribute('aria-invalid')).toBe('true')
  await field(page).fill('a'.repeat(510))
  await page.keyboard.press('Enter')
  await page.getByText('10 characters too long').waitFor()
  expect(await field(page).inputValue()).toHaveLength(510)
  await field(page).fill('Call Mia tomorrow')
  await page.getByRole('link', { name: 'Upcoming' }).click()
  await page.getByRole('heading', { name: 'Upcoming' }).waitFor()
  expect(await field(page).inputValue()).toBe('Call Mia tomorrow')
  await page.getByRole('link', { name: 'Inbox' }).click()
  await field(page).press('Enter')
  await openTasks(page).getByText('Call Mia tomorrow', { exact: true }).waitFor()
})

test('waits briefly for its parser, and forgets the text of a user who signs out', async ({
  open,
}) => {
  const page = await open()
  const person = await signUp(page)
  await page.route(/\/assets\/kit-/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    await route.continue()
  })
  await page.goto('/inbox')
  await field(page).fill('Call Mia tomorrow')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Buy milk')
  const mia = openTasks(page).getByRole('listitem').filter({ hasText: 'Call Mia' })
  await mia.filter({ hasText: 'Tomorrow' }).waitFor()
  expect(await field(page).inputValue()).toBe('Buy milk')
  expect(await titlesOf(page)).toEqual(['Call Mia'])
  await saved(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/auth/sign-in?next=%2Finbox')
  await signIn(page, person)
  await page.waitForURL('**/dashboard')
  await page.getByRole('link', { name: 'Inbox' }).click()
  await openTasks(page).getByText('Call Mia', { exact: true }).waitFor()
  expect(await field(page).inputValue()).toBe('')
})

/** As if the lines had been copied elsewhere. */
const paste = (page: Page, text: string) =>
  field(page).evaluate((element, data) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', data)
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)

/** The deferred parts of the page have loaded. */
const sidesReady = (page: Page) =>
  page.getByRole('button', { name: /^(Menu|Hide the sidebar)$/ }).waitFor()

async function addMany(page: Page, count: number) {
  await field(page).fill('x today')
  await chip(page, 'due today').waitFor()
  await field(page).fill('')
  await paste(page, Array.from({ length: count }, (_, at) => `Old ${at}`).join('\n'))
  await page.getByRole('button', { name: `Add ${count} tasks` }).press('Enter')
}

/** Whether the row is visible: on the page, below the field and above the toast. */
const isInSight = (page: Page, title: string) =>
  page.evaluate((wanted) => {
    const titles = [...document.querySelectorAll('[data-control=title]')]
    const row = titles.find(({ textContent }) => textContent === wanted)?.getBoundingClientRect()
    const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
    const top = box('form:has(#new-task)')?.bottom ?? 0
    const bottom = box('[aria-label="Last action"]')?.top ?? innerHeight
    return row !== undefined && row.top >= top && row.bottom <= bottom
  }, title)

const marks = (page: Page, title: string) =>
  page.evaluate((wanted) => {
    const titles = [...document.querySelectorAll('[data-control=title]')]
    const row = titles.find(({ textContent }) => textContent === wanted)?.closest('[data-task]')
    return row?.getAnimations().map(({ effect }) => effect?.getTiming().easing) ?? []
  }, title)

for (const [many, width, reducedMotion] of [
  [40, 1280, 'no-preference'],
  [40, 320, 'reduce'],
  [150, 320, 'no-preference'],
  [150, 1280, 'reduce'],
] as const) {
  test(`shows tasks added after ${many} others at ${width} px, while typing continues`, async ({
    open,
  }) => {
    const page = await open({ viewport: { width, height: 640 } })
    await page.emulateMedia({ reducedMotion })
    await atInbox(page)
    await sidesReady(page)
    await addMany(page, many)
    await expect.poll(() => isInSight(page, `Old ${many - 1}`), { timeout: 5_000 }).toBe(true)
    expect(await focused(page)).toBe('new-task')
    for (const title of ['Call Mia', 'Buy milk', 'Water the fig tree']) {
      await page.keyboard.type(title)
      await page.keyboard.press('Enter')
      await expect.poll(() => isInSight(page, title)).toBe(true)
      const easing = reducedMotion === 'reduce' ? 'steps(1)' : 'ease-in'
      expect(await marks(page, title)).toEqual([easing])
      expect(await focused(page)).toBe('new-task')
      const box = await field(page).boundingBox()
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect(box?.y).toBeLessThan(200)
    }
    expect(await overflow(page)).toBe(0)
    await expect.poll(() => marks(page, 'Water the fig tree'), { timeout: 5_000 }).toEqual([])
  })
}

test('opens a task that went to another list from the toast', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await atInbox(page)
  await sidesReady(page)
  const toast = page.getByRole('region', { name: 'Last action' })
  await page.keyboard.type('Buy milk')
  await page.keyboard.press('Enter')
  await toast.getByText('Added “Buy milk”').waitFor()
  // Until the list can show it, the toast links to it.
  await expect.poll(() => toast.getByRole('button').allInnerTexts()).toEqual(['Undo'])
  await page.keyboard.type('Sow beans @Garden')
  await chip(page, 'new list: Garden').waitFor()
  await page.keyboard.press('Enter')
  await toast.getByText('Added “Sow beans”').waitFor()
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await toast.getByRole('button', { name: 'Open' }).press('Enter')
  await page.getByRole('dialog').getByText('Garden').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
})

test('starts weeks on the chosen day', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/settings/appearance')
  await page.getByLabel('The week begins on').selectOption('Saturday')
  await page.goto('/inbox')
  await field(page).fill('Plan next week')
  // On a Friday it starts tomorrow.
  await page.getByRole('button', { name: /^Remove: due (Sat|tomorrow)/ }).waitFor()
})
