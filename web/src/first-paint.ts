// Imported before all else: the page has its colours before there is anything to see on it.
import { get, subscribe } from './preferences.ts'

/** As theme.css has `--paper`; the bars of a phone's browser take it from here. */
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
