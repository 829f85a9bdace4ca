import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { addTask, openTasks, overflow, saved, signUp, test } from './browser.ts'

const csv = (text: string, name = 'tasks.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
})

test('exports everything, and another account imports it', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await addTask(page, 'Call Mia')
  await saved(page)
  await page.goto('/settings/transfer')
  await page.getByRole('heading', { name: 'Export', exact: true }).waitFor()
  await expectAccessible(page)
  const files: Record<string, string> = {}
  for (const format of ['JSON', 'CSV', 'ICS']) {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: `Export ${format}` }).press('Enter')
    const download = await coming
    expect(download.suggestedFilename()).toMatch(/^duly-\d{4}-\d{2}-\d{2}\.(json|csv|ics)$/)
    files[format] = await readFile(await download.path(), 'utf8')
  }
  expect(JSON.parse(files.JSON ?? '').tasks).toMatchObject([{ title: 'Call Mia' }])
  expect(files.CSV).toContain('Call Mia')
  expect(files.ICS).toMatch(/BEGIN:VTODO[\s\S]*SUMMARY:Call Mia/)

  const other = await open()
  await signUp(other)
  await other.goto('/settings/transfer')
  const file = {
    name: 'duly.json',
    mimeType: 'application/json',
    buffer: Buffer.from(files.JSON ?? ''),
  }
  await other.getByLabel('File').setInputFiles(file)
  expect(await other.getByLabel('What it is').inputValue()).toBe('json')
  await other.getByRole('button', { name: 'Preview' }).press('Enter')
  await other.getByText('Nothing is imported yet. 1 new.').waitFor()
  await other.keyboard.press('Enter')
  await other.getByText('1 imported.').waitFor()
  await other.getByRole('link', { name: 'See your tasks' }).click()
  await other.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  await openTasks(other).getByText('Call Mia').waitFor()
})

test('reports the outcome of each row, before and after', async ({ open }) => {
  const page = await open({ viewport: { width: 320, height: 640 } })
  await signUp(page)
  await page.goto('/settings/transfer')
  const rows = 'title,list,due_date\nCall Mia,,2026-12-24\nBuy paint,,2026-02-30\nOther,Nowhere,\n'
  await page.getByLabel('File').setInputFiles(csv(rows))
  expect(await page.getByLabel('What it is').inputValue()).toBe('csv')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText(/Nothing is imported yet\. \d new, 1 refused\./).waitFor()
  const told = page.getByRole('list', { name: 'Rows to look at' })
  expect(await told.textContent()).toMatch(/Row \d: refused.*due_date must be a day that exists/)
  expect(await overflow(page)).toBe(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Import \d$/ }).press('Enter')
  await page.getByText(/\d imported, 1 refused\./).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('imported')
  await expectAccessible(page)

  // The second time, it already exists.
  await page.getByLabel('File').setInputFiles(csv('title\nOne more\n', 'again.csv'))
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('Nothing is imported yet. 1 new.').waitFor()
})

test('recognises Todoist’s tables, and asks for their list', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/settings/transfer')
  const table =
    'TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE\n'
  const task = 'task,Paint the door,,1,1,,,,en,Europe/Berlin\n'
  await page.getByLabel('File').setInputFiles(csv(table + task, 'House.csv'))
  expect(await page.getByLabel('What it is').inputValue()).toBe('todoist')
  expect(await page.getByLabel('Into the list').inputValue()).toBe('House')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText(/Nothing is imported yet\. \d new/).waitFor()
})

const others: {
  program: string
  name: string
  text: string
  kind: string
  list?: string
  title: string
}[] = [
  {
    ...{
      program: 'a calendar',
      name: 'home.ics',
      kind: 'ics',
      list: '',
      title: 'Take out the bins',
    },
    text: 'BEGIN:VCALENDAR\r\nX-WR-CALNAME:Home\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Take out the bins\r\nDUE;VALUE=DATE:20261224\r\nEND:VTODO\r\nEND:VCALENDAR\r\n',
  },
  {
    ...{ program: 'TickTick', name: 'TickTick.csv', kind: 'ticktick', title: 'Water the ferns' },
    text: '\uFEFF"Date: 2026-11-23+0000"\n"Version: 7.1"\n"Folder Name","List Name","Title","Status"\n"","Garden","Water the ferns","0"\n',
  },
  {
    ...{ program: 'Google Tasks', name: 'Tasks.json', kind: 'google_tasks', title: 'Buy soil' },
    text: '{"kind":"tasks#taskLists","items":[{"title":"My Tasks","items":[{"id":"a","title":"Buy soil","status":"needsAction"}]}]}',
  },
  {
    ...{
      program: 'Microsoft To Do',
      name: 'export.json',
      kind: 'microsoft_to_do',
      title: 'Call Mia',
    },
    text: '[{"displayName":"Work","tasks":[{"id":"a","title":"Call Mia","status":"notStarted"}]}]',
  },
  {
    ...{ program: 'Vikunja', name: 'data.json', kind: 'vikunja', title: 'Paint the hall' },
    text: '[{"id":1,"title":"House","hex_color":"","tasks":[{"id":1,"title":"Paint the hall"}]}]',
  },
]

test('recognises the files of other programs, and imports them', async ({ open }) => {
  const page = await open()
  await signUp(page)
  for (const { program, name, text, kind, list, title } of others) {
    await page.goto('/settings/transfer')
    const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) }
    await page.getByLabel('File').setInputFiles(file)
    const choice = page.getByLabel('What it is')
    await choice.waitFor()
    expect([program, await choice.inputValue()]).toEqual([program, kind])
    const field = page.getByLabel('Into the list')
    expect(await field.count()).toBe(list === undefined ? 0 : 1)
    if (list !== undefined) expect(await field.inputValue()).toBe(list)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByText('Nothing is imported yet. 2 new.').waitFor()
    await page.getByRole('button', { name: 'Import 2' }).click()
    await page.getByText('2 imported.').waitFor()
    await page.goto(`/search?q=${encodeURIComponent(title)}`)
    await page.getByText(title).first().waitFor()
  }
})

test('reads Windows encodings, and unpacks nothing', async ({ open }) => {
  const page = await open()
  await signUp(page)
  await page.goto('/settings/transfer')
  const header = '"Subject","Start Date","Due Date","Status"\r\n'
  const buffer = Buffer.from(`${header}"Caf\xe9","","12/24/2026","Not Started"\r\n`, 'latin1')
  await page.getByLabel('File').setInputFiles({ name: 'Work.csv', mimeType: 'text/csv', buffer })
  await page.getByText('The file is not UTF-8 and is read as Windows-1252').waitFor()
  expect(await page.getByLabel('What it is').inputValue()).toBe('microsoft_to_do')
  expect(await page.getByLabel('Into the list').inputValue()).toBe('Work')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('Nothing is imported yet. 2 new.').waitFor()

  const zip = {
    name: 'a.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\x03\x04\xff', 'latin1'),
  }
  await page.getByLabel('File').setInputFiles(zip)
  await page.getByText('This is a ZIP file. Unpack it').waitFor()
  expect(await page.getByRole('button', { name: 'Preview' }).count()).toBe(0)
})

test('says why a file is refused, and that a transfer failed', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await page.goto('/settings/transfer')
  await page.getByLabel('File').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"version": 1, '),
  })
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('The file is not valid JSON.').waitFor()
  await page.getByLabel('File').setInputFiles(csv('x'.repeat(5 * 1024 ** 2 + 1)))
  await page.getByText('The file is larger than 5 MiB.').waitFor()
  expect(await page.getByRole('button', { name: 'Preview' }).count()).toBe(0)

  await page.route('**/api/v1/export?*', (route) => route.abort())
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await page.getByText("Can't reach Duly.").waitFor()
  await expectAccessible(page)
})

test('can be stopped', async ({ open }) => {
  const page = await open({ withFailingCalls: true })
  await signUp(page)
  await page.goto('/settings/transfer')
  await page.route('**/api/v1/export?*', () => {})
  await page.getByRole('button', { name: 'Export JSON' }).press('Enter')
  await page.getByRole('button', { name: 'Stop' }).press('Enter')
  await page.getByRole('button', { name: 'Export JSON' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Export JSON')
  expect(await page.getByRole('alert').allTextContents()).not.toContain('Stopped.')

  await page.getByLabel('File').setInputFiles(csv('title\nCall Mia\n'))
  await page.getByRole('button', { name: 'Preview' }).press('Enter')
  await page.getByRole('button', { name: 'Import 1' }).waitFor()
  await page.route('**/api/v1/import?*', () => {})
  await page.getByRole('button', { name: 'Import 1' }).press('Enter')
  await page.getByText('Importing…').waitFor()
  await page.getByRole('button', { name: 'Stop' }).press('Enter')
  await page
    .getByText('Stopped. What is in stays; the same file once more does the rest.')
    .waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Preview')
})
