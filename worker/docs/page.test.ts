import { describe, expect, it } from 'vitest'
import { call } from '../testing/call.ts'
import { documented } from '../testing/contract.ts'
import { operationsOf } from './document.ts'
import { html } from './html.ts'
import { pageOf } from './page.ts'

const page = async () => await (await call('/api/docs')).text()
const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/g
const empty = new Set(['meta'])

/** Returns tags that are left open, or closed without having been opened. */
function unbalanced(text: string): string[] {
  const open: string[] = []
  for (const [whole, slash, name = ''] of text.matchAll(tag)) {
    if (empty.has(name)) continue
    if (!slash) open.push(name)
    else if (open.pop() !== name) return [whole]
  }
  return open
}

const attributes = (text: string, name: string) =>
  [...text.matchAll(tag)].flatMap(([, , , list = '']) =>
    [...list.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value),
  )

describe('/api/docs', () => {
  it('allows its one style and nothing else', async () => {
    const answer = await call('/api/docs')
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(await answer.text()) ?? []
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
    const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
    expect(style.length).toBeGreaterThan(500)
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
    expect(answer.headers.get('Content-Security-Policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
  })

  it('is well-formed: every tag is closed, every attribute quoted, and there is no other <', async () => {
    const text = (await page())
      .replace('<!doctype html>', '')
      .replace(/<style>[\s\S]*?<\/style>/, '')
    expect(unbalanced(text)).toEqual([])
    expect(text.replaceAll(tag, '')).not.toMatch(/[<>]/)
    expect(text).not.toContain('undefined')
    expect(text).not.toContain('[object Object]')
  })

  it('loads nothing and runs nothing', async () => {
    const text = await page()
    expect(text).not.toMatch(/<(script|link|img|iframe|object|embed|form|base)\b/)
    expect(text).not.toMatch(/@import|url\(/)
    expect(attributes(text, '(?:on\\w+|src|srcset|style|action)')).toEqual([])
    const links = attributes(text, 'href').filter((href) => !href.startsWith('#'))
    expect(links).toEqual(['/api/openapi.json'])
  })

  it('names every operation of the document, with its path, and every shape', async () => {
    const text = await page()
    const document = await documented()
    for (const { method, path, operation } of operationsOf(document)) {
      expect(text).toContain(`<span class="method">${method.toUpperCase()}</span> ${path}</code>`)
      expect(text).toContain(`<code>${operation.operationId}</code>`)
    }
    for (const name of Object.keys(document.components?.schemas ?? {}))
      expect(attributes(text, 'id')).toContain(`shape-${name}`)
  })

  it('has only links that lead somewhere, and no duplicate anchors', async () => {
    const text = await page()
    const ids = attributes(text, 'id')
    expect(new Set(ids).size).toBe(ids.length)
    const inside = attributes(text, 'href').filter((href) => href.startsWith('#'))
    expect(inside.filter((href) => !ids.includes(href.slice(1)))).toEqual([])
  })

  it('shows a request to paste, with the address it was requested at', async () => {
    const text = await page()
    expect(text).toContain(
      `curl https://api.duly.test/api/v1/tasks \\
  -H &quot;Authorization: Bearer $TOKEN&quot; \\
  -H &#39;Content-Type: application/json&#39; \\
  -d &#39;{`,
    )
    expect(text).toContain('curl -X DELETE https://api.duly.test/api/v1/tasks/019aafd2-')
  })
})

describe('markup', () => {
  const hostile = `</code><img src=x onerror=alert(1)>"'&`

  it('in any text of the document stays text', async () => {
    const document = JSON.parse(JSON.stringify(await documented()), (key, value) =>
      typeof value === 'string' && /^(description|summary|title|example|url)$/.test(key)
        ? value + hostile
        : value,
    )
    const text = pageOf(document)
      .replace('<!doctype html>', '')
      .replace(/<style>[\s\S]*?<\/style>/, '')
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(text.replaceAll(tag, '')).not.toMatch(/[<>]/)
    expect(unbalanced(text)).toEqual([])
  })

  it('comes only from templates; inserted text is escaped, once', () => {
    const inner = html`<b>${'<i>'}</b>`
    expect(html`${inner}${[inner, '&']}${undefined}${false}${0}`.toString()).toBe(
      '<b>&lt;i&gt;</b><b>&lt;i&gt;</b>&amp;0',
    )
    expect(html`<a title="${hostile}"></a>`.toString()).toBe(
      '<a title="&lt;/code&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"></a>',
    )
  })
})
