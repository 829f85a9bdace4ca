import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { addTask, complete, openTwice, overflow, saved, signUp, test, titlesOf } from './browser.ts'

const panel = (page: Page) => page.getByRole('complementary', { name: 'Task' })
const titleOf = (page: Page) => panel(page).getByLabel('Title')
const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
  )

async function openDetail(page: Page, title: string) {
  await page.locator('[data-control=title]').getByText(title, { exact: true }).click()
  await titleOf(page).waitFor()
}

async function openOne(open: () => Promise<Page>, title = 'Call Mia') {
  const page = await open()
  await signUp(page)
  await page.goto('/inbox')
  await addTask(page, title)
  await openDetail(page, title)
  return page
}

async function writeNotes(page: Page, notes: string) {
  await panel(page)
    .getByRole('button', { name: /^(Add notes|Edit)$/ })
    .click()
  await panel(page).getByRole('textbox', { name: 'Notes' }).fill(notes)
}

/** Another client of the same user, calling the API directly. */
async function clientOf(page: Page) {
  const asked = page.waitForRequest((request) => request.url().includes('/api/v1/changes'))
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  const authorization = (await (await asked).headerValue('authorization')) ?? ''
  return async (path: string, body?: object) => {
    const response = await fetch(`${inject('apiUrl')}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    expect(response.ok, path).toBe(true)
    return await response.json()
  }
}

test('saves a typed title, refuses an empty one, and Escape restores it', async ({ open }) => {
  const page = await openOne(open)
  await titleOf(page).fill('Call Mia at noon')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Last action' }).waitFor()
  expect(await titlesOf(page)).toEqual(['Call Mia at noon'])

  await titleOf(page).fill('  ')
  await page.keyboard.press('Enter')
  await panel(page).getByText('The title cannot be empty').waitFor()
  expect(await titleOf(page).inputValue()).toBe('Call Mia at noon')
  await titleOf(page).fill('x'.repeat(501))
  await page.keyboard.press('Enter')
  await panel(page).getByText('The title is 1 character too long (500 at most).').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await titleOf(page).inputValue()).toBe('Call Mia at noon')

  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  expect(await focused(page)).toContain('Call Mia at noon')
  expect(await titlesOf(page)).toEqual(['Call Mia at noon'])
})

test('saves text in a panel that is closed', async ({ open }) => {
  const page = await openOne(open)
  await writeNotes(page, 'about the house')
  await panel(page).getByRole('button', { name: 'Close' }).click()
  await openDetail(page, 'Call Mia')
  await panel(page).getByText('about the house').waitFor()
  await saved(page)
})

test('shows notes as Markdown, and runs or loads nothing in them', async ({ open }) => {
  const page = await openOne(open)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await writeNotes(
    page,
    [
      '# Plan',
      '**soon** <img src=x onerror="document.title=1">',
      '![cat](https://example.org/cat.png) [bad](javascript:alert(1)) https://example.org',
      '<script>alert(1)</script>',
      '',
      '- [x] one',
    ].join('\n'),
  )
  await titleOf(page).click()
  await panel(page).locator('strong', { hasText: 'soon' }).waitFor()
  expect(await panel(page).locator('img, script').count()).toBe(0)
  const links = panel(page).getByRole('link')
  expect(await links.allInnerTexts()).toEqual(['cat', 'https://example.org'])
  expect(await links.first().getAttribute('rel')).toBe('noopener noreferrer nofollow ugc')
  expect(asked.filter((url) => url.includes('cat.png'))).toEqual([])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await panel(page).getByRole('button', { name: 'Add notes' }).waitFor()
})

test('sets a date, a time and a recurrence, and shows them in words', async ({ open }) => {
  const page = await openOne(open)
  const due = panel(page).getByRole('button', { name: 'No date' }).first()
  await due.click()
  await panel(page).getByRole('button', { name: 'Tomorrow' }).click()
  await panel(page).getByRole('button', { name: 'Tomorrow', exact: true }).click()
  await panel(page).getByLabel('Time', { exact: true }).fill('09:30')
  await panel(page).getByLabel('Repeat', { exact: true }).selectOption('Every month')
  await panel(page).getByLabel('On', { exact: true }).selectOption('Day of the month')
  await panel(page).getByLabel('Day', { exact: true }).selectOption('Last day')
  await panel(page).getByLabel('Ends').selectOption('After a number of times')
  await panel(page).getByLabel('Times', { exact: true }).fill('0')
  await panel(page).getByRole('button', { name: 'Save' }).click()
  await panel(page).getByText('from 1 to 999').waitFor()
  await expectAccessible(page)
  await panel(page).getByLabel('Times', { exact: true }).fill('3')
  await panel(page).getByRole('button', { name: 'Save' }).click()
  const words = 'Tomorrow 09:30, every month on the last day, 3 times'
  await panel(page).getByRole('button', { name: words }).waitFor()
  expect(await focused(page)).toBe(words)
  await saved(page)

  await panel(page).getByRole('button', { name: words }).click()
  await panel(page).getByRole('button', { name: 'No date' }).click()
  await panel(page).getByRole('button', { name: 'No date' }).waitFor()
  await saved(page)
})

test('labels, moves and prioritises with the keyboard alone', async ({ open }) => {
  const page = await openOne(open)
  await panel(page).getByRole('button', { name: 'Add labels' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').waitFor()
  await page.keyboard.type('home')
  await page.keyboard.press('Enter')
  await dialog.getByRole('option', { name: 'home', checked: true }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await focused(page)).toMatch(/labels/)
  await panel(page).getByRole('button', { name: 'Remove the label “home”' }).click()
  await panel(page).getByRole('button', { name: 'Add labels' }).waitFor()

  await panel(page).getByRole('combobox', { name: 'Priority' }).selectOption('High')
  await page.getByRole('main').getByText('High').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('p')
  await dialog.getByRole('option', { name: 'High', selected: true }).waitFor()
  await page.keyboard.type('ur')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('main').getByText('Urgent').waitFor()
  expect(await focused(page)).toContain('Call Mia')

  await page.keyboard.press('m')
  await dialog.getByRole('option', { name: 'Inbox', selected: true }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('t')
  await dialog.getByRole('button', { name: 'Today' }).click()
  await page.getByRole('main').getByText('Today', { exact: true }).waitFor()
  await saved(page)
})

test('adds subtasks, orders them by keyboard, and opens them and their parent', async ({
  open,
}) => {
  const page = await openOne(open)
  const adding = panel(page).getByLabel('New subtask')
  for (const title of ['one', 'two', 'three']) {
    await adding.fill(title)
    await page.keyboard.press('Enter')
  }
  const subtasks = panel(page).locator('[data-subtask] button')
  await expect.poll(() => subtasks.allInnerTexts()).toEqual(['one', 'two', 'three'])
  await subtasks.last().focus()
  await page.keyboard.press('Alt+ArrowUp')
  expect(await subtasks.allInnerTexts()).toEqual(['one', 'three', 'two'])
  expect(await focused(page)).toBe('three')
  await panel(page).getByRole('checkbox', { name: 'one', exact: true }).click()
  await expectAccessible(page)
  await saved(page)

  await subtasks.nth(1).click()
  await expect.poll(() => titleOf(page).inputValue()).toBe('three')
  await panel(page).getByRole('button', { name: 'Call Mia' }).click()
  await expect.poll(() => titleOf(page).inputValue()).toBe('Call Mia')
  expect(await titlesOf(page)).toEqual(['Call Mia'])
})

test('shows both sides of a field that was changed twice, and keeps the chosen one', async ({
  open,
}) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')
  for (const one of [page, elsewhere]) await openDetail(one, 'Call Mia')
  await page.context().setOffline(true)
  await titleOf(page).fill('Call Mia at noon')
  await page.keyboard.press('Enter')
  await titleOf(elsewhere).fill('Call Mia tonight')
  await elsewhere.keyboard.press('Enter')
  await saved(elsewhere)
  await page.context().setOffline(false)

  await panel(page).getByText('Changed in two places').waitFor()
  const question = panel(page).getByRole('alert')
  expect(await question.textContent()).toMatch(/yoursCall Mia at noon.*theirsCall Mia tonight/)
  await expectAccessible(page)
  await panel(page).getByRole('button', { name: 'Keep theirs' }).click()
  await question.waitFor({ state: 'detached' })
  expect(await titleOf(page).inputValue()).toBe('Call Mia tonight')
  expect(await focused(page)).toBe('Call Mia tonight')
  await saved(page)
})

test('asks before an edit restores a task that was deleted elsewhere', async ({ open }) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')
  for (const one of [page, elsewhere]) await openDetail(one, 'Call Mia')
  await page.context().setOffline(true)
  await titleOf(page).fill('Call Mia at noon')
  await page.keyboard.press('Enter')
  await panel(elsewhere).getByRole('button', { name: 'Delete' }).click()
  await saved(elsewhere)
  await page.context().setOffline(false)
  await panel(page).getByText('This task was deleted elsewhere').waitFor()
  await expectAccessible(page)
  await panel(page).getByRole('button', { name: 'Restore with my changes' }).click()
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Call Mia at noon'])
})

test('keeps both sides of a field that changes elsewhere while it is being typed, until the user decides', async ({
  open,
}) => {
  const [page, elsewhere] = await openTwice(open, 'Call Mia')
  for (const one of [page, elsewhere]) await openDetail(one, 'Call Mia')
  await titleOf(page).fill('Call Mia at noon')
  await titleOf(elsewhere).fill('Call Mia tonight')
  await elsewhere.keyboard.press('Enter')
  await saved(elsewhere)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await panel(page).getByText('Changed in two places').waitFor()
  expect(await titleOf(page).inputValue()).toBe('Call Mia at noon')
  await expectAccessible(page)

  // An unresolved conflict is still there later.
  await panel(page).getByRole('button', { name: 'Close' }).click()
  await panel(page).waitFor({ state: 'detached' })
  await page.getByText('Needs your answer').waitFor()
  await page.reload()
  await openDetail(page, 'Call Mia at noon')
  expect(await panel(page).getByRole('alert').textContent()).toMatch(/tonight/)
  await elsewhere.evaluate(() => window.dispatchEvent(new Event('focus')))
  await saved(elsewhere)
  expect(await titlesOf(elsewhere)).toEqual(['Call Mia tonight'])

  await panel(page).getByRole('button', { name: 'Keep mine' }).click()
  const heard = async () => {
    await elsewhere.evaluate(() => window.dispatchEvent(new Event('focus')))
    return await titlesOf(elsewhere)
  }
  await expect.poll(heard, { timeout: 5_000 }).toEqual(['Call Mia at noon'])
})

test('does not let go of an invalid title, and keeps it if the user leaves anyway', async ({
  open,
}) => {
  const page = await openOne(open)
  const long = 'x'.repeat(501)
  await titleOf(page).fill(long)
  await panel(page).getByRole('button', { name: 'Close' }).click()
  await panel(page).getByText('The title is 1 character too long (500 at most).').waitFor()
  expect(await focused(page)).toBe('Title')
  await panel(page).getByRole('button', { name: 'Discard it' }).click()
  expect(await titleOf(page).inputValue()).toBe('Call Mia')
  expect(await focused(page)).toBe('Title')

  // Invalid fields in the panel other than its drafts do not keep it open.
  await panel(page).getByLabel('New subtask').fill(long)
  await page.keyboard.press('Enter')
  await panel(page).getByText('The title is 1 character too long (500 at most).').waitFor()
  await panel(page).getByRole('button', { name: 'Close' }).click()
  await panel(page).waitFor({ state: 'detached' })

  await openDetail(page, 'Call Mia')
  await titleOf(page).fill(long)
  await page.getByRole('link', { name: /^Upcoming/ }).click()
  await panel(page).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await page.getByText('Needs your answer').waitFor()
  await page.locator('[data-control=title]').click()
  await panel(page).getByText('Your changes cannot be saved like this.').waitFor()
  expect(await titleOf(page).inputValue()).toBe(long)
  await expectAccessible(page)
  await titleOf(page).fill('Call Mia, shortly')
  await page.keyboard.press('Enter')
  await panel(page).getByRole('alert').waitFor({ state: 'detached' })
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Call Mia, shortly'])

  await titleOf(page).fill(long)
  await page.getByRole('link', { name: /^Upcoming/ }).click()
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await page.getByText('Needs your answer').waitFor()
  await page.locator('[data-control=title]').click()
  await panel(page).getByRole('button', { name: 'Discard my changes' }).click()
  await saved(page)
  expect(await titlesOf(page)).toEqual(['Call Mia, shortly'])
})

for (const answer of ['mine', 'theirs'] as const) {
  test(`asks about a task that was permanently deleted elsewhere: ${answer}`, async ({ open }) => {
    const [page, elsewhere] = await openTwice(open, 'Call Mia')
    for (const one of [page, elsewhere]) await openDetail(one, 'Call Mia')
    await page.context().setOffline(true)
    await titleOf(page).fill('Call Mia at noon')
    await page.keyboard.press('Enter')
    await panel(elsewhere).getByRole('button', { name: 'Delete' }).click()
    await saved(elsewhere)
    await elsewhere.goto('/trash')
    await openDetail(elsewhere, 'Call Mia')
    await panel(elsewhere).getByRole('button', { name: 'Delete for good' }).click()
    await elsewhere.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await saved(elsewhere)
    await page.context().setOffline(false)

    await panel(page).getByText('This task was deleted for good elsewhere').waitFor()
    await expectAccessible(page)
    const name = answer === 'mine' ? 'Add it again' : 'Discard it'
    await panel(page).getByRole('button', { name }).click()
    await saved(page)
    await page.reload()
    await complete(page)
    await expect.poll(() => titlesOf(page)).toEqual(answer === 'mine' ? ['Call Mia at noon'] : [])
  })
}

for (const answer of ['mine', 'theirs'] as const) {
  test(`asks about an edit that the server refuses: ${answer}`, async ({ open }) => {
    const page = await open({ withFailingCalls: true })
    await signUp(page)
    await page.goto('/inbox')
    await addTask(page, 'Call Mia')
    await saved(page)
    const call = await clientOf(page)
    const [parent] = (await call('tasks')).items
    await openDetail(page, 'Call Mia')
    await page.context().setOffline(true)
    await panel(page).getByLabel('New subtask').fill('Find her number')
    await page.keyboard.press('Enter')
    await panel(page).getByRole('button', { name: 'Find her number', exact: true }).click()
    await expect.poll(() => titleOf(page).inputValue()).toBe('Find her number')
    // Nothing can be added below a task in the trash.
    await call('tasks/batch', { operations: [{ op: 'delete', id: parent.id }] })
    await page.context().setOffline(false)

    const question = panel(page).getByRole('alert')
    await question.getByText('Your changes cannot be saved like this.').waitFor()
    await expectAccessible(page)
    await call('tasks/batch', { operations: [{ op: 'restore', id: parent.id }] })
    const name = answer === 'mine' ? 'Try again' : 'Discard my changes'
    await question.getByRole('button', { name }).click()
    await question.waitFor({ state: 'detached' })
    await saved(page)
    const subtasks = async () =>
      (await call('tasks')).items
        .filter((task: { parent_id: string | null }) => task.parent_id === parent.id)
        .map((task: { title: string }) => task.title)
    await expect.poll(subtasks).toEqual(answer === 'mine' ? ['Find her number'] : [])
    await page.reload()
    await complete(page)
    expect(await page.getByText('Needs your answer').count()).toBe(0)
  })
}

test('restores from the trash, or deletes for good', async ({ open }) => {
  const page = await openOne(open)
  await panel(page).getByRole('button', { name: 'Delete' }).click()
  await panel(page).waitFor({ state: 'detached' })
  await page.goto('/trash')
  await openDetail(page, 'Call Mia')
  await panel(page).getByText('This task is in the trash.').waitFor()
  await expectAccessible(page)
  await panel(page).getByRole('button', { name: 'Restore' }).click()
  await panel(page).getByRole('button', { name: 'Delete' }).click()
  await openDetail(page, 'Call Mia')
  await panel(page).getByRole('button', { name: 'Delete for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await panel(page).waitFor({ state: 'detached' })
  await page.goto('/inbox?task=019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a10')
  await page.getByText('This task does not exist').waitFor()
})

test('fits a small screen', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await page.goto('/inbox')
  await addTask(page, 'W'.repeat(120))
  await page.locator('[data-control=title]').click()
  const sheet = page.getByRole('dialog', { name: 'Task' })
  await sheet.getByRole('button', { name: 'No date' }).click()
  await sheet.getByRole('button', { name: 'Today' }).waitFor()
  expect(await overflow(page)).toBe(0)
  expect(await sheet.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0)
  await expectAccessible(page)
})

test('undo works in a sheet that covers the page', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await page.goto('/inbox')
  await addTask(page, 'Call Mia')
  await page.locator('[data-control=title]').click()
  const sheet = page.getByRole('dialog', { name: 'Task' })
  await sheet.getByLabel('Title').fill('Call Mia at noon')
  await page.keyboard.press('Enter')
  const toast = sheet.getByRole('region', { name: 'Last action' })
  await toast.getByText('Renamed to “Call Mia at noon”').waitFor()
  await expectAccessible(page)
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => sheet.getByLabel('Title').inputValue()).toBe('Call Mia')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('DIALOG')
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
})
