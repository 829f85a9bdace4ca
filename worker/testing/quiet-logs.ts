// Checks in every Worker test that nothing logged contains a secret or personal data.
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { handedOut } from './handed-out.ts'

const secret =
  /eyJ[\w-]{10}|Bearer [\w-]{8}|duly_(pat|feed)_|@example\.|correct horse|battery|postgres(ql)?:\/\//i

const methods = ['debug', 'error', 'info', 'log', 'warn'] as const
let logged: string[] = []

beforeEach(() => {
  logged = []
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
      logged.push(values.map(asText).join(' '))
    })
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  const secrets = [...handedOut].filter(Boolean)
  const leaks = (line: string) => secret.test(line) || secrets.some((one) => line.includes(one))
  expect(logged.filter(leaks)).toEqual([])
})

/** Formats a value as workerd would print it: errors with their stack and causes. */
const asText = (value: unknown): string =>
  value instanceof Error ? `${value.stack} ${asText(value.cause ?? '')}` : String(value)
