// Puts the service worker in its place, wherever one is in the app (docs/decisions/0013-service-worker.md).
const path = '/sw.js'

let placing: Promise<ServiceWorkerRegistration> | null = null
/** Its policy can be made once only. */
let address: unknown

/** Once for the page, when it has all that it needs: what the worker fetches is for the next time. */
export function placeWorker(): Promise<ServiceWorkerRegistration> {
  placing ??= idle().then(placeAgain)
  return placing
}

/** After a first worker could not get all files: the browser has given it up. */
export function placeAgain(): Promise<ServiceWorkerRegistration> {
  address ??= trusted(path)
  return navigator.serviceWorker.register(address as string, { updateViaCache: 'none' })
}

async function idle(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }))
  // Safari has no idle time to tell of.
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

/** A worker's address is a script to the browser (`require-trusted-types-for`): this one passes and no other. */
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
