import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import {
  addTask,
  checkbox,
  complete,
  openTasks,
  openTwice,
  saved,
  signUp,
  test,
  titlesOf,
} from './browser.ts'

test('undoes a deletion and a completion', async ({ open }) => {
  const page = await open()
  await signUp(page)
  for (const title of ['one', 'two']) await addTask(page, title)
  await complete(page)
  await openTasks(page).getByRole('link', { name: 'one' }).focus()
  await page.keyboard.press('Delete')
  await expect.poll(() => titlesOf(page)).toEqual(['two'])
  await page.getByText('Deleted “one”').first().waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titlesOf(page)).toEqual(['one', 'two'])

  await checkbox(page, 'two').click()
  await expect.poll(() => titlesOf(page)).toEqual(['one'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titlesOf(page)).toEqual(['one', 'two'])
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['one', 'two'])
})

test('edits a title in place', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await addTask(page, 'Call Mia')
  await complete(page)
  await openTasks(page).getByRole('link', { name: 'Call Mia' }).focus()
  await page.keyboard.press('F2')
  await page.getByLabel('Title').fill('')
  await page.keyboard.press('Enter')
  await page.getByText('The title cannot be empty. It is still “Call Mia”.').first().waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('Call Mia')
  await expectAccessible(page)
  await page.getByLabel('Title').fill('Call Mia again')
  await page.keyboard.press('Enter')
  expect(await titlesOf(page)).toEqual(['Call Mia again'])
  await page.keyboard.press('F2')
  await page.getByLabel('Title').fill('not this')
  await page.keyboard.press('Escape')
  expect(await titlesOf(page)).toEqual(['Call Mia again'])
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Call Mia again')
})

test('loses nothing that was done just before the page is closed', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await complete(page)
  for (const [at, title] of ['one', 'two', 'three'].entries()) {
    await page.getByLabel('New task').fill(title)
    const left = page.waitForEvent('load')
    await page.getByLabel('New task').evaluate(async (field: HTMLInputElement) => {
      // Keeps the disk busy, as with a previous edit; then everything in one go.
      const [kept] = (await indexedDB.databases()).filter(({ name }) =>
        /^duly-data-/.test(name ?? ''),
      )
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(kept?.name ?? '')
        opening.onsuccess = () => resolve(opening.result)
      })
      const outbox = db.transaction('outbox', 'readwrite').objectStore('outbox')
      const busy = () => {
        outbox.count().onsuccess = busy
      }
      busy()
      // Not before this has been answered: a page that is closing answers nothing.
      setTimeout(() => {
        field.form?.requestSubmit()
        location.reload()
      })
    })
    await left
    await complete(page)
    await expect.poll(() => titlesOf(page)).toEqual(['one', 'two', 'three'].slice(0, at + 1))
  }
  await saved(page)
  const unwritten = () => page.evaluate(() => Object.keys(localStorage).join())
  expect(await unwritten()).not.toContain('unwritten')
  expect(await titlesOf(page)).toEqual(['one', 'two', 'three'])
})

test('does one thing to several tasks', async ({ open }) => {
  const page = await open()
  await signUp(page)
  for (const title of ['one', 'two', 'three', 'four']) await addTask(page, title)
  await complete(page)
  await openTasks(page).getByRole('link', { name: 'two' }).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+J')
  await page.getByText('2 selected').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('#')
  await expect.poll(() => titlesOf(page)).toEqual(['one', 'four'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titlesOf(page)).toEqual(['one', 'two', 'three', 'four'])
  await openTasks(page)
    .getByRole('link', { name: 'one' })
    .click({ modifiers: ['Control'] })
  await openTasks(page)
    .getByRole('link', { name: 'three' })
    .click({ modifiers: ['Shift'] })
  await page.getByText('3 selected').waitFor()
  await page.getByRole('button', { name: 'Complete', exact: true }).click()
  await expect.poll(() => titlesOf(page)).toEqual(['four'])
})

test('opens a task beside its list, or in its own tab', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  const row = openTasks(page).getByRole('link', { name: 'Call Mia' })
  await complete(page)
  const opened = page.context().waitForEvent('page')
  await row.click({ button: 'middle' })
  const tab = await opened
  await tab.getByRole('complementary', { name: 'Task' }).waitFor()
  expect(new URL(page.url()).search).toBe('')
  await row.press('Enter')
  await page.getByRole('complementary', { name: 'Task' }).waitFor()
  expect(page.url()).toBe(tab.url())
  await page.goBack()
  await page.getByRole('complementary', { name: 'Task' }).waitFor({ state: 'detached' })
})

test('keeps a manual order, by keyboard and by pointer', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/inbox')
  await complete(page)
  for (const title of ['one', 'two', 'three']) await addTask(page, title)
  await openTasks(page).getByRole('link', { name: 'one' }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => titlesOf(page)).toEqual(['two', 'one', 'three'])
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('one')
  await openTasks(page).hover()
  await openTasks(page)
    .getByRole('link', { name: 'three' })
    .dragTo(openTasks(page).getByRole('link', { name: 'two' }), {
      targetPosition: { x: 9, y: 2 },
    })
  await expect.poll(() => titlesOf(page)).toEqual(['three', 'two', 'one'])
  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(['three', 'two', 'one'])
})

test('moves a deleted task to the trash, and restores or permanently deletes it', async ({
  open,
}) => {
  const page = await open()
  await signUp(page)
  for (const title of ['one', 'two']) await addTask(page, title)
  await complete(page)
  for (const title of ['one', 'two']) {
    await openTasks(page).getByRole('link', { name: title }).focus()
    await page.keyboard.press('Delete')
  }
  await page.getByText('Nothing to do.').waitFor()
  await saved(page)
  await page.goto('/trash')
  await complete(page)
  const trash = page.getByRole('list', { name: 'Trash' })
  await trash.getByRole('link', { name: 'one' }).focus()
  await page.keyboard.press('e')
  await expect.poll(() => trash.locator('[data-control=title]').allInnerTexts()).toEqual(['two'])
  page.on('dialog', (dialog) => void dialog.accept())
  await trash.getByRole('link', { name: 'two' }).focus()
  await page.keyboard.press('Delete')
  await page.getByText('The trash is empty.').waitFor()
  await page.goto('/dashboard')
  await expect.poll(() => titlesOf(page)).toEqual(['one'])
})

test('merges changes of different fields without asking', async ({ open }) => {
  const [here, elsewhere] = await openTwice(open, 'Call Mia')
  await complete(elsewhere)
  await here.context().setOffline(true)
  await openTasks(here).getByRole('link', { name: 'Call Mia' }).focus()
  await here.keyboard.press('3')
  await openTasks(elsewhere).getByRole('link', { name: 'Call Mia' }).focus()
  await elsewhere.keyboard.press('F2')
  await elsewhere.getByLabel('Title').fill('Call Mia tonight')
  await elsewhere.keyboard.press('Enter')
  await saved(elsewhere)
  await here.context().setOffline(false)
  await openTasks(here).getByText('Call Mia tonight').waitFor()
  await saved(here)
  expect(await openTasks(here).textContent()).toMatch(/High/)
})

test('asks if a title changes elsewhere while it is edited in place', async ({ open }) => {
  const [here, elsewhere] = await openTwice(open, 'Call Mia')
  for (const [page, title] of [
    [here, 'Call Mia at noon'] as const,
    [elsewhere, 'Call Mia tonight'] as const,
  ]) {
    await complete(page)
    await openTasks(page).getByRole('link', { name: 'Call Mia' }).focus()
    await page.keyboard.press('F2')
    await page.getByLabel('Title').fill(title)
  }
  await elsewhere.keyboard.press('Enter')
  await saved(elsewhere)
  await here.evaluate(() => window.dispatchEvent(new Event('focus')))
  await openTasks(here).getByText('Needs your answer').waitFor()
  expect(await titlesOf(here)).toEqual(['Call Mia at noon'])
  expect(await here.evaluate(() => document.activeElement?.textContent)).toBe('Call Mia at noon')
  await here.keyboard.press('o')
  const question = here.getByRole('alert')
  await question.getByText('tonight').waitFor()
  await here.getByRole('button', { name: 'Keep mine' }).click()
  await here.getByText('Needs your answer').waitFor({ state: 'detached' })
  await saved(here)
  const heard = async () => {
    await elsewhere.evaluate(() => window.dispatchEvent(new Event('focus')))
    return await titlesOf(elsewhere)
  }
  await expect.poll(heard, { timeout: 5_000 }).toEqual(['Call Mia at noon'])
})

test('keeps text typed into a title whose task is deleted elsewhere', async ({ open }) => {
  const [here, elsewhere] = await openTwice(open, 'Call Mia')
  for (const page of [here, elsewhere]) {
    await complete(page)
    await openTasks(page).getByRole('link', { name: 'Call Mia' }).focus()
  }
  await here.keyboard.press('F2')
  await here.getByLabel('Title').fill('Call Mia at noon')
  await elsewhere.keyboard.press('Delete')
  await saved(elsewhere)
  await here.evaluate(() => window.dispatchEvent(new Event('focus')))
  await openTasks(here).waitFor({ state: 'detached' })
  await here.getByText('The title waits for your answer').waitFor()
  await here.getByRole('link', { name: 'Trash' }).click()
  const row = here.getByRole('list', { name: 'Trash' }).getByRole('listitem')
  await row.getByText('Needs your answer').waitFor()
  await row.getByRole('link', { name: 'Call Mia at noon' }).click()
  await here.getByRole('button', { name: 'Restore with my changes' }).click()
  await saved(here)
  await here.getByRole('link', { name: 'Today' }).click()
  await expect.poll(() => titlesOf(here)).toEqual(['Call Mia at noon'])
})

test('shows hostile text as text', async ({ open }) => {
  const page = await open()
  await signUp(page)
  const hostile = [
    '<img src=x onerror="document.title=1">',
    'javascript:alert(1)',
    '"><script>alert(1)</script>',
    'a\u202eb https://example.org',
  ]
  for (const title of hostile) await addTask(page, title)
  await saved(page)
  await page.reload()
  await openTasks(page).waitFor()
  expect(await titlesOf(page)).toEqual(hostile)
  await expect.poll(() => page.title()).toBe('(4) Today · Duly')
  expect(await openTasks(page).locator('img, script, a:not([href^="?task="])').count()).toBe(0)
})
