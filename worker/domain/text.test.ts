import { expect, it } from 'vitest'
import { Name } from './fields.ts'
import { isBlank } from './text.ts'

it('text is blank if the API refuses it as invisible', () => {
  const invisible = /must not be empty|must have a character that can be seen/
  const unlike: string[] = []
  for (let code = 0; code <= 0xffff; code += 1) {
    const text = String.fromCharCode(code)
    const issues = Name.safeParse(text).error?.issues ?? []
    const isRefused = issues.some(({ message }) => invisible.test(message))
    if (isBlank(text) !== isRefused) unlike.push(code.toString(16))
  }
  expect(unlike).toEqual([])
})
