// node tools/icons.ts: draws the icons of the installed app (web/public/icons) from the favicon.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumArguments, chromiumPath } from './chromium.ts'
import { root } from './stack/wrangler.ts'

const svg = await readFile(join(root, 'web/public/favicon.svg'), 'utf8')
const accent = '#0b5a4d'
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: chromiumArguments,
})
try {
  await draw('192', 192, 'none')
  await draw('512', 512, 'none')
  // The system may cut it to any shape, so the mark stays within the inner 80 %, on a plain background.
  await draw('maskable-512', 512, accent)
  await draw('apple-180', 180, accent)
} finally {
  await browser.close()
}

async function draw(name: string, size: number, ground: string) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>* { margin: 0 } body { background: ${ground} } svg { display: block; width: 100vw }</style>${svg}`,
  )
  const path = join(root, `web/public/icons/${name}.png`)
  await page.screenshot({ path, omitBackground: true })
  await page.close()
}
