const home = '/dashboard'

/**
 * Where to go after signing in. Only paths of this app are allowed: anything that a browser could read as another
 * origin (`//host`, `/\host`, control characters it strips) leads home.
 */
export function nextPath(asked: string | null): string {
  if (!asked?.startsWith('/') || asked.startsWith('//')) return home
  if (asked.includes('\\') || /\p{Cc}/u.test(asked)) return home
  const base = 'https://app.invalid'
  if (!URL.canParse(asked, base)) return home
  const url = new URL(asked, base)
  // Dot segments can expose a second slash: `/.//host` has the path `//host`.
  if (url.origin !== base || url.pathname.startsWith('//')) return home
  if (url.pathname === '/' || url.pathname.startsWith('/auth/')) return home
  return url.pathname + url.search + url.hash
}

export function signInPath(from: string): string {
  return from === home ? '/auth/sign-in' : `/auth/sign-in?next=${encodeURIComponent(from)}`
}
