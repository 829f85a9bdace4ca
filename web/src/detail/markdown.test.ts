import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import Markdown from './markdown.tsx'
import { safeHref } from './safe-href.ts'

const shown = (source: string) => renderToStaticMarkup(createElement(Markdown, { source }))

it.each([
  ['[go](javascript:alert(1))'],
  ['[go](JaVaScRiPt:alert(1))'],
  ['[go](java\tscript:alert(1))'],
  ['[go](<java&#10;script:alert(1)>)'],
  ['[go](javascript&#58;alert(1))'],
  ['[go](data:text/html,<script>alert(1)</script>)'],
  ['[go](vbscript:x)'],
  ['[go](//elsewhere.example)'],
  ['[go](/dashboard)'],
  ['<javascript:alert(1)>'],
  ['[go][1]\n\n[1]: javascript:alert(1)'],
  ['![go](javascript:alert(1))'],
])('makes no link of %s', (source) => {
  expect(shown(source)).not.toMatch(/<a |href/)
})

it.each([
  ['<script>alert(1)</script>'],
  ['<img src=x onerror=alert(1)>'],
  ['text <b onclick="alert(1)">bold</b> text'],
  ['<a href="javascript:alert(1)">go</a>'],
  ['`<script>alert(1)</script>`'],
  ['```html\n<iframe src=//x></iframe>\n```'],
  ['| <svg onload=alert(1)> |\n|-|\n| <style>*{}</style> |'],
  ['[<img src=x onerror=alert(1)>](https://example.org)'],
  ['![<script>](https://example.org/"><script>)'],
])('shows the HTML of %s as text', (source) => {
  const elements = shown(source).match(/<(\w+)/g) ?? []
  const ours = ['div', 'p', 'code', 'pre', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a']
  expect(elements.filter((name) => !ours.includes(name.slice(1)))).toEqual([])
  expect(shown(source)).toMatch(/&lt;/)
})

it('loads no picture, but links to it', () => {
  const html = shown('![a cat](https://example.org/cat.png)')
  expect(html).not.toContain('<img')
  expect(html).toContain('href="https://example.org/cat.png"')
  expect(html).toContain('>a cat</a>')
})

it('opens links in a new tab, without a referrer', () => {
  expect(shown('https://example.org')).toContain(
    'target="_blank" rel="noopener noreferrer nofollow ugc"',
  )
  expect(safeHref('mailto:mia@example.org')).toBe('mailto:mia@example.org')
})

it('shows what Markdown is for', () => {
  const html = shown('# Trip\n\n- [x] **book**\n- [ ] _pack_\n\n1. one\n2. two\n\n> said\n\n~~no~~')
  for (const tag of [
    '<strong>book</strong>',
    '<em>pack</em>',
    '<ol',
    '<blockquote',
    '<del>no</del>',
  ])
    expect(html).toContain(tag)
  expect(html).not.toMatch(/<h\d/)
})

it('shows text that is nested too deep as it was written', () => {
  const source = `${'>'.repeat(20_000)} deep`
  expect(shown(source)).toContain('deep')
  expect(shown(`${'> '.repeat(100)}deep`)).toContain('deep')
  expect(shown(`${'*a '.repeat(50)}${'*'.repeat(50)}`)).toContain('a')
})
