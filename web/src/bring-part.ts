// Replaces Vite's own `import()` in the built app (web/vite.config.ts).

/** By path: files that are loaded or loading; `undefined` after a failure. */
const coming: Record<string, Promise<void> | undefined> = {}

/**
 * Fetches all files of a module before importing it. A browser may remember for the life of the page that a module
 * failed to load, while fetching can be retried. The import then finds the files in the browser's cache or the service
 * worker.
 *
 * @param files the module and everything it imports, by path from the root
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

/** Files that the page itself loads are not missing. */
const isMissing = (file: string) => !document.querySelector(`[src="/${file}"],[href="/${file}"]`)

function bring(file: string): Promise<void> {
  coming[file] ??= fetched(file).catch((error: unknown) => {
    coming[file] = undefined
    throw error
  })
  return coming[file]
}

/** A wrong response may be cached for a year, so after a failure the request bypasses the cache. */
async function fetched(file: string) {
  const response = await fetch(`/${file}`, { cache: file in coming ? 'reload' : 'default' })
  const isScript = response.headers.get('content-type')?.includes('javascript')
  if (!response.ok || !isScript) throw new TypeError(`${file} did not come`)
  await response.arrayBuffer()
}
