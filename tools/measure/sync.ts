// How much the server says where there is little to say.
import type { Page, Response } from 'playwright-core'

/** Bytes of body of the answers to the data layer while something is done, until all is saved. */
export async function bodyBytes(page: Page, act: () => Promise<void>): Promise<number> {
  const answers: Promise<number>[] = []
  const count = (response: Response) => {
    if (response.request().method() !== 'OPTIONS' && response.url().includes('/api/v1/'))
      answers.push(response.body().then(({ length }) => length))
  }
  page.on('response', count)
  await act()
  await page.waitForTimeout(1_000)
  page.off('response', count)
  return (await Promise.all(answers)).reduce((sum, length) => sum + length, 0)
}
