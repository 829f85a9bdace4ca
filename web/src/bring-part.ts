// How the built app does each `import()`: web/vite.config.ts puts this in the place of Vite's own way.

/** By path, what has come or is on its way; `undefined` for what did not come. */
const coming: Record<string, Promise<void> | undefined> = {}

/**
 * A browser may remember for the life of the page that a module did not come, and never ask for it again. So none is
 * imported before all its files have been fetched, which can be done as often as it takes: the import finds them in the
 * browser's cache, or where the service worker has them.
 *
 * @param files the module and whatever it imports, by path from the root
 */
export async function bringPart<T>(run: () => Promise<T>, files: readonly string[] = []) {
  await Promise.all(files.filter(isMissing).map(bring))
  try {
    return await run()
  } catch (error) {
    // The cache may have lost one of them.
    for (const file of files) delete coming[file]
    throw error
  }
}

/** The page itself has brought some. */
const isMissing = (file: string) => !document.querySelector(`[src="/${file}"],[href="/${file}"]`)

function bring(file: string): Promise<void> {
  coming[file] ??= fetched(file).catch((error: unknown) => {
    coming[file] = undefined
    throw error
  })
  return coming[file]
}

/** What came in its place may be in the cache, for a year: then it is asked for past it. */
async function fetched(file: string) {
  const response = await fetch(`/${file}`, { cache: file in coming ? 'reload' : 'default' })
  const isScript = response.headers.get('content-type')?.includes('javascript')
  if (!response.ok || !isScript) throw new TypeError(`${file} did not come`)
  await response.arrayBuffer()
}
