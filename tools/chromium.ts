// The browser that tests drive: one on this machine, or else the one that npm brings for Linux.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './stack/wrangler.ts'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Avoids network traffic, but hides no faults: web security stays on. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @throws Error that says how to install one */
export async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH: there is no ${named}`)
  const found = named ?? usual.find((path) => existsSync(path))
  if (found) return found
  if (process.platform === 'linux' && process.arch === 'x64') return await bundled()
  throw new Error('No Chromium found: install Chrome or Chromium, or set CHROMIUM_PATH.')
}

/**
 * Unpacks the browser in the package, with the system libraries that a bare machine lacks. Each version has its own
 * folder, because the package reuses whatever it finds unpacked.
 */
async function bundled(): Promise<string> {
  const { version } = JSON.parse(
    await readFile(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  )
  const folder = join(tmpdir(), `duly-chromium-${version}`)
  await mkdir(folder, { recursive: true })
  const before = process.env.TMPDIR
  try {
    process.env.TMPDIR = folder
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x'
    const libraries = [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
    process.env.LD_LIBRARY_PATH = libraries.filter(Boolean).join(':')
    process.env.FONTCONFIG_FILE ??= await fontsIn(folder)
    const { default: chromium } = await import('@sparticuz/chromium')
    return await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** The package's own configuration finds fonts only in /tmp/fonts; without a font all text is invisible. */
async function fontsIn(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  const dirs = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts']
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${dirs.map((dir) => `  <dir>${dir}</dir>\n`).join('')}  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`,
  )
  return file
}
