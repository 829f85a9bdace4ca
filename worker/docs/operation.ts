// One operation on the page: its input, its responses, and an example of each.
import { curlOf } from './curl.ts'
import { at, type Described, type Document, type Response } from './document.ts'
import { fieldList, fieldsOf, typeOf } from './fields.ts'
import { type Html, html, inline, prose } from './html.ts'

/** `mirror` is the same operation with an explicit user. */
export function operationSection(
  document: Document,
  described: Described,
  { mirror, general }: { mirror: Described | undefined; general: ReadonlySet<string> },
): Html {
  const { method, path, operation, parameters } = described
  const id = operation.operationId ?? ''
  const body = operation.requestBody && at(document, operation.requestBody)
  const media = Object.entries(body?.content ?? {})
  const [, first] = media[0] ?? []
  const answers = Object.entries(operation.responses ?? {})
    .map(([status, response]) => [status, at<Response>(document, response)] as const)
    .filter(([status]) => !general.has(status))
  const success = answers.find(([status]) => status.startsWith('2'))?.[1]
  return html`<section>
<h3 id="${id}">${operation.summary}</h3>
<p class="line">${methodAndPath(method, path)}</p>
<p class="soft"><code>${id}</code></p>
${prose(operation.description ?? '')}
${mirror && html`<p>By explicit user: ${methodAndPath(mirror.method, mirror.path)} (<code>${mirror.operation.operationId}</code>)</p>`}
${
  parameters.length > 0 &&
  html`<h4>Parameters</h4>
${fieldList(
  document,
  parameters.map(({ name, schema = {}, required, description, in: where }) => ({
    name,
    schema,
    required,
    description: `In the ${where}. ${description ?? ''}`.trim(),
  })),
)}`
}
${
  first?.schema &&
  html`<h4>Body: ${media.map(([type]) => type).join(' or ')}</h4>
${fieldList(document, fieldsOf(document, first.schema))}`
}
<h4>Answers</h4>
<dl>${answers.map(([status, response]) => answerRow(document, status, response))}</dl>
<h4>Example</h4>
<pre tabindex="0"><code>${curlOf(document, described)}</code></pre>
${success && example(success)}
</section>
`
}

const methodAndPath = (method: string, path: string) =>
  html`<code><span class="method">${method.toUpperCase()}</span> ${path}</code>`

export function answerRow(document: Document, status: string, response: Response): Html {
  const schema = Object.values(response.content ?? {})[0]?.schema
  const isProblem = Number(status) >= 400
  const codes = codesOf(response)
  const headers = Object.keys(response.headers ?? {}).filter((name) => !everywhere.has(name))
  return html`<div><dt><code>${status}</code> ${
    !isProblem && schema && html`<span class="soft">${typeOf(document, schema)}</span>`
  }</dt>
<dd><p>${inline(response.description)}</p>${
    codes.length > 0 && html`<p>${codes.map((code) => html`<code>${code}</code> `)}</p>`
  }${headers.length > 0 && html`<p>Headers: ${headers.join(', ')}</p>`}</dd></div>\n`
}

const everywhere = new Set(['X-Request-Id', 'Server-Timing'])

const codesOf = ({ content = {} }: Response) =>
  Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples))

function example({ content = {} }: Response): Html | undefined {
  const value = Object.values(content)[0]?.example
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return html`<pre tabindex="0"><code>${text}</code></pre>`
}
