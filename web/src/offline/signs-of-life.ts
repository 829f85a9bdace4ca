// Tells whether any page of the app has come up. Each holds a lock while it is open: `duly-page` if it shows something
// (../life-sign.tsx), and `duly-data-…` for a signed-in user.

/** How long a page may take to show something, in ms. */
const timeoutMs = 6_000
const between = 500

/** Whether there are pages, and all of them stay blank. */
export async function isNobodyThere(pages: () => Promise<readonly unknown[]>): Promise<boolean> {
  for (let waited = 0; waited <= timeoutMs; waited += between) {
    if ((await pages()).length === 0 || (await isSomebodyThere())) return false
    await new Promise((resolve) => setTimeout(resolve, between))
  }
  return true
}

/** Without locks there is no way to know, so the user is asked as usual. */
async function isSomebodyThere(): Promise<boolean> {
  if (!navigator.locks) return true
  const { held = [], pending = [] } = await navigator.locks.query()
  return [...held, ...pending].some(({ name }) => name?.startsWith('duly-'))
}
