// Renders the OpenAPI document as a reference page in HTML. It has no script and loads nothing, as its policy says.
import { at, type Described, type Document, operationsOf, type Response } from './document.ts'
import { fieldList, fieldsOf, typeOf } from './fields.ts'
import { Html, html, inline, prose } from './html.ts'
import { answerRow, operationSection } from './operation.ts'
import { style } from './style.ts'

export function pageOf(document: Document): string {
  const operations = operationsOf(document)
  const own = operations.filter((one) => !mirrored(one, operations))
  const general = generalStatuses(operations)
  const groups = (document.tags ?? []).map((tag) => ({
    tag,
    members: own.filter(({ operation }) => operation.tags?.[0] === tag.name),
  }))
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${document.info.title} API</title>
<style>${new Html(style)}</style>
</head>
<body>
<header>
<h1>${document.info.title} API</h1>
${prose(document.info.description ?? '')}
<p>For programs: <a href="/api/openapi.json">openapi.json</a></p>
</header>
<nav aria-label="Operations">
${groups.map(
  ({ tag, members }) => html`<p><b>${tag.name}</b></p>
<ul>${members.map(
    ({ operation }) =>
      html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>\n`,
  )}</ul>
`,
)}<p><b>All operations</b></p>
<ul><li><a href="#general">What any operation may answer</a></li><li><a href="#shapes">Shapes</a></li></ul>
</nav>
<main>
${groups.map(
  ({ tag, members }) => html`<h2 id="group-${tag.name}">${tag.name}</h2>
${prose(tag.description ?? '')}
${members.map((one) => operationSection(document, one, { mirror: mirrorOf(one, operations), general }))}`,
)}
<h2 id="general">What any operation may answer</h2>
<dl>${generalAnswers(document, operations, general)}</dl>
<h2 id="shapes">Shapes</h2>
${Object.keys(document.components?.schemas ?? {}).map((name) => shape(document, name))}
</main>
</body>
</html>
`
  return page.toString()
}

/** The same operation, mounted a second time under the user's id. */
const mirrorOf = ({ operation }: Described, operations: Described[]) =>
  operations.find((one) => one.operation.operationId === `${operation.operationId}OfUser`)
const mirrored = ({ operation }: Described, operations: Described[]) =>
  operations.some((one) => operation.operationId === `${one.operation.operationId}OfUser`)

/** Statuses that all operations share are listed once. */
function generalStatuses(operations: Described[]): ReadonlySet<string> {
  const [first, ...others] = operations.map(
    ({ operation }) => new Set(Object.keys(operation.responses ?? {})),
  )
  const refusals = [...(first ?? [])].filter((status) => Number(status) >= 400)
  return new Set(refusals.filter((status) => others.every((one) => one.has(status))))
}

function generalAnswers(
  document: Document,
  [first]: Described[],
  general: ReadonlySet<string>,
): Html[] {
  return Object.entries(first?.operation.responses ?? {})
    .filter(([status]) => general.has(status))
    .map(([status, response]) => answerRow(document, status, at<Response>(document, response)))
}

function shape(document: Document, name: string): Html {
  const schema = document.components?.schemas?.[name] ?? {}
  const { description } = at(document, schema)
  const fields = fieldsOf(document, schema)
  return html`<h3 id="shape-${name}">${name}</h3>
${description && html`<p>${inline(description)}</p>`}${
  fields.length > 0
    ? fieldList(document, fields)
    : html`<p>${typeOf(document, at(document, schema))}</p>`
}`
}

/** Allows no loading, scripts, sending or framing; the one style is allowed by its hash. */
export async function policy(): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  const hash = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}
