// The offline shell: the app's own files, and no personal data. The build puts it at /sw.js.
import { isBuilt, isWhole, type Shell } from './shell-files.ts'
import { isNobodyThere } from './signs-of-life.ts'

declare const self: ServiceWorkerGlobalScope
/** The files of this build; the name changes whenever a file does. Inserted by web/vite.config.ts. */
declare const __SHELL__: Shell & { name: string }

const build = __SHELL__
const { name, files } = build
const prefix = 'duly-shell-'
/** As in `_redirects`. */
const sentOn = new Map([
  ['/sign-in', '/auth/sign-in'],
  ['/sign-up', '/auth/sign-up'],
])
/** No page came up under the previous version, so nobody is asked. */
let isRescue = false

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

self.addEventListener('message', (event) => {
  // Only when the user clicks: until then, open pages keep the files they started with.
  if (event.data === 'take over') void self.skipWaiting()
  if (event.data === 'look') event.waitUntil(rescue())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  // Requests to the API go to another origin, and never pass through here.
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  event.respondWith(answer(request))
})

async function install() {
  await fill()
  if (self.registration.active) await rescue()
}

/** All or nothing: an incomplete build is not installed, and the previous version stays. */
async function fill() {
  const shell = await caches.open(name)
  try {
    const others = Object.keys(files).filter((file) => file !== '/')
    await Promise.all(others.map(async (file) => await shell.put(file, await found(file))))
    // The page comes last, so a shell that has it is complete.
    await shell.put('/', await found('/'))
  } catch (error) {
    await caches.delete(name)
    throw error
  }
}

/** @throws Error if neither an earlier shell nor the network has the file of this build */
async function found(file: string): Promise<Response> {
  // The page is always fetched, because its headers may have changed.
  const kept = file === '/' ? null : await keptIn(await caches.keys(), file)
  return kept ?? (await fetched(file))
}

async function keptIn(shells: readonly string[], file: string): Promise<Response | null> {
  for (const each of shells) {
    const kept = await (await caches.open(each)).match(file)
    if (kept && (await isBuilt(build, file, kept))) return kept
  }
  return null
}

/** The browser's own copy may be wrong for a year, so after a failure the request bypasses it. */
async function fetched(file: string): Promise<Response> {
  for (const cache of ['no-cache', 'reload'] as const) {
    const response = await fetch(file, { cache })
    if (await isBuilt(build, file, response)) return response
  }
  throw new Error(`${file} is not what the build made`)
}

/** Keeps the previous build, because a page with unsaved text may still use its files. */
async function takeOver() {
  const shells: string[] = []
  for (const each of await caches.keys()) {
    if (!each.startsWith(prefix) || each === name) continue
    const isShell = await (await caches.open(each)).match('/')
    // A cache without a page is left over from an interrupted installation.
    if (isShell) shells.push(each)
    else await caches.delete(each)
  }
  await Promise.all(shells.slice(0, -1).map((each) => caches.delete(each)))
  await self.clients.claim()
  if (!isRescue) return
  const pages = await self.clients.matchAll({ type: 'window' })
  // Sign-in pages of versions before the lock give no sign of life, and may have text in them.
  const blank = pages.filter(({ url }) => !new URL(url).pathname.startsWith('/auth/'))
  // Not awaited: the pages load once this worker is active.
  for (const page of blank) void page.navigate(page.url).catch(() => {})
}

/** If every page is blank, the previous version may be broken: nobody could click, and nobody loses anything. */
async function rescue() {
  const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!(await isNobodyThere(pages))) return
  isRescue = true
  void self.skipWaiting()
}

async function answer(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const elsewhere = sentOn.get(pathname)
  if (elsewhere) return Response.redirect(elsewhere, 302)
  const isPage = request.mode === 'navigate'
  if (isPage) self.registration.waiting?.postMessage('look')
  // Every navigation gets the same page, except for a file that is opened by its name.
  const file = isPage && !(pathname in files) ? '/' : pathname + search
  if (file in files) return await shown(file, request)
  const kept = await caches.match(request.url)
  return kept && isWhole(kept, request) ? kept : await fetch(request)
}

/** Serves from the shell, and repairs it. */
async function shown(file: string, request: Request): Promise<Response> {
  const kept = await keptIn([name], file)
  if (kept) return kept
  try {
    const response = await fetched(file)
    await (await caches.open(name)).put(file, response.clone()).catch(() => {})
    return response
  } catch {
    // If the network has a newer page, its files are on the network too.
    return file === '/' ? await fetch(request) : Response.error()
  }
}
