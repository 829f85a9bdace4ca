import { expect, it } from 'vitest'
import { asFailure, DatabaseUnavailable, StatementRefused } from './failures.ts'

const withCode = (code?: string) => Object.assign(new Error('said'), code && { code })

it.each([
  ...['08006', '25P02', '25P03', '28P01', '3D000', '40001', '40P01', '53300', '55P03', '57014'],
  ...['57P01', '58030', 'XX000', 'XX001', 'XX002'],
])('SQLSTATE %s is an outage', (code) => {
  expect(asFailure(withCode(code))).toBeInstanceOf(DatabaseUnavailable)
})

it.each(['23505', '22P02', '42601', '42501', 'P0001', 'DY404', 'DY4R0', '25006'])(
  'SQLSTATE %s is a refusal',
  (code) => {
    expect(asFailure(withCode(code))).toBeInstanceOf(StatementRefused)
  },
)

it.each([undefined, 'ECONNRESET', 'xx000', ''])('what has no SQLSTATE is an outage: %s', (code) => {
  expect(asFailure(withCode(code))).toBeInstanceOf(DatabaseUnavailable)
})
