import { describe, expect, it } from 'vitest'
import { call } from './testing/call.ts'

interface Operation {
  summary?: string
  security?: object[]
  parameters?: { name: string }[]
  responses: Record<string, { content?: Record<string, object> }>
}

const document = async () =>
  await (await call('/api/openapi.json')).json<{
    openapi: string
    security: object[]
    paths: Record<string, Record<string, Operation> & { parameters?: { name: string }[] }>
    components: { schemas: Record<string, { additionalProperties?: boolean; properties: object }> }
  }>()

const operations = async () =>
  Object.entries((await document()).paths).flatMap(([path, { parameters = [], ...item }]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method} ${path}`,
      path,
      operation: { ...operation, parameters: [...parameters, ...(operation.parameters ?? [])] },
    })),
  )

describe('/api/openapi.json', () => {
  it('is OpenAPI 3.1, and names a parameter for every variable of every path', async () => {
    expect((await document()).openapi).toBe('3.1.0')
    for (const { name, path, operation } of await operations()) {
      const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable)
      const named = operation.parameters.map((parameter) => parameter.name)
      expect([name, named]).toEqual([name, expect.arrayContaining(variables)])
      expect([name, operation.summary]).toEqual([name, expect.any(String)])
    }
  })

  it('says of every operation who may call it, and how it refuses', async () => {
    expect((await document()).security).toEqual([{ accessToken: [] }])
    for (const { name, operation } of await operations()) {
      const isPublic = operation.security?.length === 0
      const guarded = name.includes('/api/v1/')
      expect([name, isPublic && guarded]).toEqual([name, false])
      if (!guarded) continue
      const refusal = operation.responses['401']?.content ?? {}
      expect([name, Object.keys(refusal)]).toEqual([name, ['application/problem+json']])
    }
  })

  it('is made of the validators: limits in characters, and no field that is not known', async () => {
    const { NewTask, Task } = (await document()).components.schemas
    expect(NewTask).toMatchObject({
      additionalProperties: false,
      required: ['title'],
      properties: { title: { maxLength: 500 }, notes: { maxLength: 20_000 } },
    })
    expect(Object.keys(Task?.properties ?? {})).toContain('version')
  })
})
