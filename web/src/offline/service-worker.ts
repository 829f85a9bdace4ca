// The offline shell: the app's own files, and nothing of the person. The build puts this at /sw.js.
import { isBuilt, isWhole, type Shell } from './shell-files.ts'
import { isNobodyThere } from './signs-of-life.ts'

declare const self: ServiceWorkerGlobalScope
/** What this build consists of; the name changes whenever a file does. Written in by web/vite.config.ts. */
declare const __SHELL__: Shell & { name: string }

const build = __SHELL__
const { name, files } = build
const prefix = 'duly-shell-'
/** As `_redirects` has it. */
const sentOn = new Map([
  ['/sign-in', '/auth/sign-in'],
  ['/sign-up', '/auth/sign-up'],
])
/** No page came up under the version before, so nobody is asked. */
let isRescue = false

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

self.addEventListener('message', (event) => {
  // Only ever by the person's click: until then the pages that are open keep the files that they began with.
  if (event.data === 'take over') void self.skipWaiting()
  if (event.data === 'look') event.waitUntil(rescue())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  // The API is another origin: what is said to it passes by here, unseen and never kept.
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  event.respondWith(answer(request))
})

async function install() {
  await fill()
  if (self.registration.active) await rescue()
}

/** All or nothing: a build that did not come whole is no shell, and the version before goes on. */
async function fill() {
  const shell = await caches.open(name)
  try {
    const others = Object.keys(files).filter((file) => file !== '/')
    await Promise.all(others.map(async (file) => await shell.put(file, await found(file))))
    // The page comes last: a shell that has it is whole.
    await shell.put('/', await found('/'))
  } catch (error) {
    await caches.delete(name)
    throw error
  }
}

/** @throws Error where neither a shell before nor the network has what the build made */
async function found(file: string): Promise<Response> {
  // The page is fetched, for its headers: its policy may be another one.
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

/** The browser's own copy of an address may be wrong for a year: then the file is asked for past its cache. */
async function fetched(file: string): Promise<Response> {
  for (const cache of ['no-cache', 'reload'] as const) {
    const response = await fetch(file, { cache })
    if (await isBuilt(build, file, response)) return response
  }
  throw new Error(`${file} is not what the build made`)
}

/** The build before stays: a page with unsaved words in it may still stand on its files. */
async function takeOver() {
  const shells: string[] = []
  for (const each of await caches.keys()) {
    if (!each.startsWith(prefix) || each === name) continue
    const isShell = await (await caches.open(each)).match('/')
    // A cache without a page is left over from an installation that was broken off.
    if (isShell) shells.push(each)
    else await caches.delete(each)
  }
  await Promise.all(shells.slice(0, -1).map((each) => caches.delete(each)))
  await self.clients.claim()
  if (!isRescue) return
  const pages = await self.clients.matchAll({ type: 'window' })
  // Of the version before this one, those for signing in give no sign of life, and may have words in them.
  const blank = pages.filter(({ url }) => !new URL(url).pathname.startsWith('/auth/'))
  // Not waited for: they come when this worker is active.
  for (const page of blank) void page.navigate(page.url).catch(() => {})
}

/** Where every page is blank, what is wrong may be the version before: nobody could click, and nobody loses anything. */
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
  // Every page is the same page, but for a file of ours that somebody opens by its name.
  const file = isPage && !(pathname in files) ? '/' : pathname + search
  if (file in files) return await shown(file, request)
  const kept = await caches.match(request.url)
  return kept && isWhole(kept, request) ? kept : await fetch(request)
}

/** From the shell; and into it, where something has happened to it there. */
async function shown(file: string, request: Request): Promise<Response> {
  const kept = await keptIn([name], file)
  if (kept) return kept
  try {
    const response = await fetched(file)
    await (await caches.open(name)).put(file, response.clone()).catch(() => {})
    return response
  } catch {
    // The network may be further: its page brings files of its own.
    return file === '/' ? await fetch(request) : Response.error()
  }
}
