// Registers the service worker (docs/decisions/0013-service-worker.md).
const path = '/sw.js'

let placing: Promise<ServiceWorkerRegistration> | null = null
/** The policy can be created only once. */
let address: unknown

/** Runs once per page, after the page has everything it needs: the worker's files are for the next visit. */
export function placeWorker(): Promise<ServiceWorkerRegistration> {
  placing ??= idle().then(placeAgain)
  return placing
}

/** Runs after a first worker failed to fetch all files: the browser has discarded it. */
export function placeAgain(): Promise<ServiceWorkerRegistration> {
  address ??= trusted(path)
  return navigator.serviceWorker.register(address as string, { updateViaCache: 'none' })
}

async function idle(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }))
  // Safari has no `requestIdleCallback`.
  await new Promise((resolve) =>
    'requestIdleCallback' in globalThis
      ? requestIdleCallback(resolve, { timeout: 10_000 })
      : setTimeout(resolve, 3_000),
  )
}

type Policies = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    createScriptURL(url: string): unknown
  }
}

/** The address of a worker counts as a script (`require-trusted-types-for`): this one passes and no other. */
function trusted(url: string): unknown {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
  const rules = {
    createScriptURL(asked: string) {
      if (asked === path) return path
      throw new TypeError('Duly has one service worker.')
    },
  }
  return policies?.createPolicy('duly-worker', rules).createScriptURL(url) ?? url
}
