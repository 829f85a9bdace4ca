// The document of a running Worker passes other people's linters, with all of their recommended rules.
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import { beforeAll, describe, expect, inject, it } from 'vitest'

let source: string
beforeAll(async () => {
  source = await (await fetch(`${inject('apiUrl')}/api/openapi.json`)).text()
})

async function redocly(text: string): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] })
  const absoluteRef = 'openapi.json'
  const problems = await lintFromString({ source: text, absoluteRef, config })
  return problems.map(
    ({ ruleId, message, location: [at] }) => `${ruleId} ${at?.pointer} ${message}`,
  )
}

async function spectral(text: string): Promise<string[]> {
  const linter = new Spectral()
  // Its type leaves out `extends`, although rulesets without rules need it.
  linter.setRuleset({ extends: [oas as RulesetDefinition] })
  const results = await linter.run(text)
  return results.map(({ code, message, path }) => `${code} ${path.join('/')} ${message}`)
}

describe('the document has no findings', () => {
  it('of Redocly', async () => {
    expect(await redocly(source)).toEqual([])
  })

  it('of Spectral', async () => {
    expect(await spectral(source)).toEqual([])
  })

  it('while planted errors are found', async () => {
    const document = JSON.parse(source)
    delete document.paths['/api/v1/me'].get.operationId
    delete document.info.contact
    const planted = JSON.stringify(document)
    expect((await redocly(planted)).join()).toContain('operation-operationId')
    expect((await spectral(planted)).join()).toContain('info-contact')
  })
})
