// Renders Markdown as React elements from the parser's tokens. No HTML is ever made or read, so none can be injected.
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode, useMemo } from 'react'
import { safeHref } from './safe-href.ts'

/** Deeper nesting is shown as it was written. */
const deepest = 12

export default function Markdown({ source }: { source: string }) {
  const tokens = useMemo(() => read(source), [source])
  if (!tokens) return <p className="whitespace-pre-wrap">{source}</p>
  return <div className="flex flex-col gap-2">{blocks(tokens, 0)}</div>
}

/** Null if the nesting is too much for the parser. */
function read(source: string): Token[] | null {
  try {
    return lexer(source, { gfm: true, breaks: true })
  } catch {
    return null
  }
}

// Tokens have no identity besides their position, and the elements have no state.
const each = (tokens: readonly Token[], show: (token: Token) => ReactNode): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: see above.
  tokens.map((token, at) => <Fragment key={at}>{show(token)}</Fragment>)

const blocks = (tokens: readonly Token[], depth: number) =>
  each(tokens, (token) => block(token as MarkedToken, depth))

function block(token: MarkedToken, depth: number): ReactNode {
  if (depth > deepest) return token.raw
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      return <p className="mt-1 font-semibold">{inlines(token.tokens, depth)}</p>
    case 'paragraph':
      return <p>{inlines(token.tokens, depth)}</p>
    case 'code':
      return (
        <pre className="rounded-one bg-surface px-3 py-2 text-14 whitespace-pre-wrap">
          <code>{token.text}</code>
        </pre>
      )
    case 'blockquote':
      return (
        <blockquote className="flex flex-col gap-2 border-line border-l-2 pl-3 text-soft">
          {blocks(token.tokens, depth + 1)}
        </blockquote>
      )
    case 'list':
      return list(token, depth)
    case 'hr':
      return <hr className="border-line" />
    case 'table':
      return table(token, depth)
    case 'html':
      return <p className="whitespace-pre-wrap">{token.raw.trim()}</p>
    default:
      return inline(token, depth)
  }
}

function list({ ordered, start, items }: Tokens.List, depth: number): ReactNode {
  const all = items.map((item, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as with `each`.
    <li key={at}>{blocks(item.tokens, depth + 1)}</li>
  ))
  if (ordered)
    return (
      <ol start={Number(start) || 1} className="list-decimal pl-6">
        {all}
      </ol>
    )
  const isTasks = items.every(({ task }) => task)
  return <ul className={isTasks ? '' : 'list-disc pl-6'}>{all}</ul>
}

function table({ header, rows, align }: Tokens.Table, depth: number): ReactNode {
  const sides = { left: 'text-left', center: 'text-center', right: 'text-right' }
  const cells = (row: Tokens.TableCell[], Cell: 'th' | 'td') =>
    row.map(({ tokens }, at) => (
      <Cell
        // biome-ignore lint/suspicious/noArrayIndexKey: as with `each`.
        key={at}
        className={`border border-line px-2 py-1 ${sides[align[at] ?? 'left']}`}
      >
        {inlines(tokens, depth)}
      </Cell>
    ))
  return (
    <table className="border-collapse text-14">
      <thead>
        <tr>{cells(header, 'th')}</tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as with `each`.
          <tr key={at}>{cells(row, 'td')}</tr>
        ))}
      </tbody>
    </table>
  )
}

const inlines = (tokens: readonly Token[], depth: number): ReactNode =>
  each(tokens, (token) => inline(token as MarkedToken, depth + 1))

function inline(token: MarkedToken, depth: number): ReactNode {
  if (depth > deepest) return token.raw
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(token.tokens, depth)}</strong>
    case 'em':
      return <em>{inlines(token.tokens, depth)}</em>
    case 'del':
      return <del>{inlines(token.tokens, depth)}</del>
    case 'codespan':
      return <code className="rounded-one bg-surface px-1 text-14">{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return link(token.href, inlines(token.tokens, depth), token.raw)
    // Loading an image would tell a third party who reads this, and when.
    case 'image':
      return link(token.href, token.text || token.href, token.raw)
    case 'escape':
      return token.text
    case 'checkbox':
      return (
        <span role="img" aria-label={token.checked ? 'Done:' : 'Open:'}>
          {token.checked ? '☑ ' : '☐ '}
        </span>
      )
    case 'text':
      return 'tokens' in token && token.tokens ? inlines(token.tokens, depth) : token.text
    default:
      return token.raw
  }
}

/** A link that is not safe is shown as it was written. */
function link(href: string, words: ReactNode, raw: string): ReactNode {
  const safe = safeHref(href)
  if (!safe) return raw
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow ugc" className="link">
      {words}
    </a>
  )
}
