// Imported first, so that the page has its colours before anything is visible.
import { get, subscribe } from './preferences.ts'

/** The same as `--paper` in theme.css; mobile browsers colour their bars with it. */
const paper = { light: '#fbfaf8', dark: '#141413' }

function showAppearance(): void {
  const { appearance } = get()
  const root = document.documentElement
  if (appearance === 'system') delete root.dataset.theme
  else root.dataset.theme = appearance
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = paper[appearance === 'system' ? own : appearance]
  }
}

showAppearance()
subscribe(showAppearance)
