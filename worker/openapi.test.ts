import { describe, expect, it } from 'vitest'
import { securityOf } from './docs/complete.ts'
import { at, operationsOf, type Response } from './docs/document.ts'
import { problems } from './problem.ts'
import { documented } from './testing/contract.ts'

describe('/api/openapi.json', () => {
  it('is OpenAPI 3.1, and describes every variable of every path', async () => {
    const document = await documented()
    expect(document.openapi).toBe('3.1.0')
    for (const { path, operation, parameters } of operationsOf(document)) {
      const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable)
      const named = parameters.map((parameter) => parameter.name)
      expect([path, named]).toEqual([path, expect.arrayContaining(variables)])
      expect([path, operation.summary]).toEqual([path, expect.any(String)])
    }
  })

  it('gives operations names that clients can use as function names', async () => {
    const names = operationsOf(await documented()).map(({ operation }) => operation.operationId)
    expect(names).toEqual(
      expect.arrayContaining([
        'getMe',
        'listTasks',
        'createTask',
        'getTask',
        'updateTask',
        'replaceTask',
        'deleteTask',
        'completeTask',
        'listTasksOfUser',
        'completeTaskOfUser',
        'exportData',
        'importDataOfUser',
        'getFeed',
        'signIn',
      ]),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  it('states for every operation who may call it, and how it refuses', async () => {
    const document = await documented()
    for (const { path, operation } of operationsOf(document)) {
      // A feed's token is part of its address.
      const isGuarded = path.startsWith('/api/v1/') && !path.startsWith('/api/v1/feed/')
      const [needed] = securityOf(document, operation)
      if (isGuarded) expect([path, needed]).toEqual([path, { accessToken: [] }])
      if (!needed) continue
      const refusal = at<Response | { $ref: string }>(document, operation.responses?.['401'] ?? {})
      expect([path, Object.keys(refusal.content ?? {})]).toEqual([
        path,
        ['application/problem+json'],
      ])
    }
  })

  it('states which scope an operation needs, or that it needs a session', async () => {
    const operations = operationsOf(await documented())
    const needs = (id: string) => {
      const found = operations.find(({ operation }) => operation.operationId === id)?.operation
      return [found?.['x-required-scopes'], found?.description?.split('\n\n').at(-1)]
    }
    const withScope = (scope: string) => [[scope], `Needs an access token with \`${scope}\`.`]
    expect(needs('listTasks')).toEqual(withScope('tasks:read'))
    expect(needs('deleteTaskOfUser')).toEqual(withScope('tasks:delete'))
    expect(needs('getMe')).toEqual([[], 'Needs an access token; any scope will do.'])
    for (const { operation } of operations.filter(({ path }) => /\/tokens(\/|$)/.test(path)))
      expect(needs(operation.operationId ?? '')).toEqual([
        [],
        'Needs an access token of a session; a personal access token is refused.',
      ])
  })

  it('lists every code of the API with its status', async () => {
    const responses = Object.values((await documented()).components?.responses ?? {})
    const described = JSON.stringify(responses)
    for (const [code, [status]] of Object.entries(problems)) {
      if (status === 405) continue
      expect(described).toContain(`"urn:duly:problem:${code}","status":${status},"code":"${code}"`)
    }
  })

  it('is generated from the validators: limits in characters, and no unknown fields', async () => {
    const { NewTask, Task } = (await documented()).components?.schemas ?? {}
    expect(NewTask).toMatchObject({
      additionalProperties: false,
      required: ['title'],
      properties: { title: { maxLength: 500 }, notes: { maxLength: 20_000 } },
    })
    expect(Task).toMatchObject({ properties: { version: { minimum: 1 } } })
  })
})
