// The offline shell: the app's own files, and nothing of the person. The build puts this at /sw.js.
declare const self: ServiceWorkerGlobalScope
/** What this build consists of; the name changes whenever a file does. Written in by web/vite.config.ts. */
declare const __SHELL__: { name: string; files: string[] }

const { name, files } = __SHELL__
const prefix = 'duly-shell-'
/** As `_redirects` has it. */
const sentOn = new Map([
  ['/sign-in', '/auth/sign-in'],
  ['/sign-up', '/auth/sign-up'],
])

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

self.addEventListener('message', (event) => {
  // Only ever by the person's click: until then the pages that are open keep the files that they began with.
  if (event.data === 'take over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  // The API is another origin: what is said to it passes by here, unseen and never kept.
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  event.respondWith(answer(request))
})

/** All or nothing: a build that did not come whole is no shell. */
async function fill() {
  const shell = await caches.open(name)
  await Promise.all(files.map(async (file) => await shell.put(file, await fetched(file))))
}

async function fetched(file: string): Promise<Response> {
  // Named by their content: those of the last build are as good.
  const kept = file.startsWith('/assets/') && (await caches.match(file))
  const response = kept || (await fetch(file, { cache: 'no-cache' }))
  if (!response.ok || response.redirected) throw new Error(`${file}: ${response.status}`)
  return response
}

/** The build before stays: a page with unsaved words in it may still stand on its files. */
async function takeOver() {
  const shells = (await caches.keys()).filter((one) => one.startsWith(prefix) && one !== name)
  await Promise.all(shells.slice(0, -1).map((one) => caches.delete(one)))
  await self.clients.claim()
}

async function answer(request: Request): Promise<Response> {
  const elsewhere = sentOn.get(new URL(request.url).pathname)
  if (elsewhere) return Response.redirect(elsewhere, 302)
  const shell = await caches.open(name)
  const asked = request.mode === 'navigate' ? pageOf(request.url) : request.url
  return (await shell.match(asked)) ?? (await caches.match(asked)) ?? (await fetch(request))
}

/** Every page is the same page, but for a file of ours that somebody opens by its name. */
const pageOf = (url: string) => (files.includes(new URL(url).pathname) ? url : '/')
