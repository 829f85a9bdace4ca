import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { commonPasswords, file, shortest } from './list.ts'

it("the Worker's list matches the one that npm run common-passwords generates today", () => {
  expect(readFileSync(file, 'utf8')).toBe(commonPasswords())
})

it('has 3,000 words, and nothing that a template literal would interpret', () => {
  const words = commonPasswords().split('`').at(-2)?.trim().split(/\s+/) ?? []
  expect([words.length, new Set(words).size]).toEqual([3_000, 3_000])
  expect(commonPasswords().split('\n').slice(2).join('\n')).not.toMatch(/[\\$]\{|\\/)
  expect(words.every((word) => word.length >= shortest && word === word.toLowerCase())).toBe(true)
})
