import fc from 'fast-check'
import { expect, it } from 'vitest'
import { htmlText } from './html-text.ts'

it.each([
  ['', ''],
  ['Just text', 'Just text'],
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['<p>One<br>Two</p>', 'One\nTwo'],
  ['<p>5 &lt; 6 &amp;&nbsp;7 &#39;x&#x27; &eacute;</p>', "5 < 6 &\u00a07 'x' é"],
  ['<h2>Head</h2>\n  <p>Body\n   goes on</p>', 'Head\n\nBody goes on'],
  ['<ul><li><p>Milk</p></li><li>Eggs</li></ul>', '- Milk\n- Eggs'],
  ['<ol start="3"><li>a</li><li>b</li></ol><p>end</p>', '3. a\n4. b\n\nend'],
  ['<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
  [
    '<ul data-type="taskList"><li data-checked="true"><label><input type="checkbox"></label><div><p>a</p></div></li><li data-checked="false"><p>b</p></li></ul>',
    '- [x] a\n- [ ] b',
  ],
  ['<a href="https://example.org/x">here</a>', 'here (https://example.org/x)'],
  ['<a href="https://example.org/x">https://example.org/x</a>', 'https://example.org/x'],
  ['<a href="javascript:alert(1)">here</a>', 'here'],
  ['<img src="https://example.org/a.png" alt="A">', '![A](https://example.org/a.png)'],
  ['<pre><code>a\n  b</code></pre>', 'a\n  b'],
  ['<html><head><style>p{}</style></head><body>a<script>b()</script></body></html>', 'a'],
  ['<table><tr><td>a</td></tr><tr><td>b</td></tr></table>', 'a\nb'],
  ['<!-- c -->a<![CDATA[x]]><p>b', 'a\n\nb'],
  ['</p></ul></ol></li>a', 'a'],
])('reads %j as %j', (html, text) => {
  expect(htmlText(html)).toBe(text)
})

it('accepts any text, and leaves no tags', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
      htmlText(a)
      htmlText(`<p>${a}<ul>${b}`)
    }),
  )
})

it.each([
  ['tags', '<li>a<br>'],
  ['open lists', '<ul><li>'],
  ['blanks', '<pre>           '],
  ['quotes', '<a "'],
  ['entities', '&amp'],
])('is fast, however malicious: %s', (_, piece) => {
  const html = piece.repeat(100_000 / piece.length)
  for (let times = 0; times < 20; times += 1) htmlText(html)
  expect(htmlText(html).startsWith(piece.repeat(2))).toBe(false)
  expect(htmlText(html.repeat(2))).toBe(html.repeat(2))
})
