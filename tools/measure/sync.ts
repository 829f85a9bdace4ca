// The size of responses if little has changed.
import type { Page, Response } from 'playwright-core'

/** Bytes of the responses that bring changes while `act` runs, without responses to writes. */
export async function bodyBytes(page: Page, act: () => Promise<void>): Promise<number> {
  const answers: Promise<number>[] = []
  const isNews = (response: Response) =>
    response.request().method() === 'GET' && response.url().includes('/api/v1/changes')
  const count = (response: Response) => {
    if (isNews(response)) answers.push(response.body().then(({ length }) => length))
  }
  page.on('response', count)
  await Promise.all([page.waitForResponse(isNews), act()])
  await page.waitForTimeout(1_000)
  page.off('response', count)
  return (await Promise.all(answers)).reduce((sum, length) => sum + length, 0)
}
