// How fast the page reacts to keys and scrolling, as the user sees it.
import type { Page } from 'playwright-core'
import { quantile } from './table.ts'

/** From the key press to the frame that shows the new task, with its save started: the median in ms. */
export async function addTasks(page: Page, times: number): Promise<number> {
  const field = page.getByLabel('New task')
  const figures: number[] = []
  for (let n = 0; n < times; n += 1) {
    const title = `Measured ${letters(n)}`
    await field.fill(title)
    await page.evaluate((wanted) => {
      const painted = new Promise<number>((resolve) => {
        addEventListener(
          'keydown',
          ({ timeStamp }) => {
            const look = () => {
              const titles = document.querySelectorAll('[data-control=title]')
              if (![...titles].some(({ textContent }) => textContent === wanted))
                return requestAnimationFrame(look)
              // After the frame that shows it.
              const { port1, port2 } = new MessageChannel()
              port1.onmessage = () => resolve(performance.now() - timeStamp)
              port2.postMessage(null)
            }
            requestAnimationFrame(look)
          },
          { once: true, capture: true },
        )
      })
      Object.assign(window, { painted })
    }, title)
    await field.press('Enter')
    figures.push(await page.evaluate(() => (window as unknown as { painted: number }).painted))
  }
  return quantile(figures, 0.5)
}

/** Words that contain no date. */
const letters = (n: number) => String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26))

const keys = ['j', 'j', 'x', 'k', '2', 'j', 'x', 'j', 'e', 'Escape']

/** The worst interaction of this many key presses, in ms, as the browser measures it (INP). */
export async function worstInteraction(page: Page, steps: number): Promise<number> {
  await page.evaluate(() => {
    const found: number[] = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) found.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    Object.assign(window, { found })
  })
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press(keys[step % keys.length] ?? 'j')
    await page.waitForTimeout(25)
  }
  await page.waitForTimeout(500)
  const found = await page.evaluate(() => (window as unknown as { found: number[] }).found)
  return Math.max(16, ...found)
}

/** Scrolls through the whole list: the 95th percentile frame time in ms, and the highest number of nodes. */
export function scroll(page: Page): Promise<{ frame: number; nodes: number }> {
  return page.evaluate(async () => {
    const scroller = document.querySelector('[data-scroller]')
    if (!scroller) throw new Error('nothing scrolls')
    const frames: number[] = []
    let [last, nodes] = [performance.now(), 0]
    for (let step = 0; step < 240; step += 1) {
      scroller.scrollTop += scroller.scrollHeight / 240
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      frames.push(now - last)
      last = now
      if (step % 20 === 0) nodes = Math.max(nodes, document.querySelectorAll('*').length)
    }
    frames.sort((one, other) => one - other)
    return { frame: frames[Math.floor(frames.length * 0.95)] ?? 0, nodes }
  })
}
