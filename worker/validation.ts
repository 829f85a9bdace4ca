// Describes invalid input field by field, in our own words.
import type * as z from 'zod'
import { type FieldProblem, Problem, type RequestPart } from './problem.ts'

/**
 * 422 that names each invalid field. `where` is the pointer that paths start from. `input` is the parsed value, needed
 * if it was parsed without `reportInput`, to tell an absent field from one of the wrong type.
 */
export const invalid = (error: z.core.$ZodError, where = '', input?: unknown) =>
  new Problem('validation_failed', {
    errors: error.issues.flatMap((issue) => fieldProblems(issue, where, input)),
  })

/** Like `invalid`, for query parameters. */
export const invalidQuery = (error: z.core.$ZodError, input?: unknown) =>
  new Problem('validation_failed', {
    errors: error.issues
      .flatMap((issue) => fieldProblems(issue, '', input))
      .map((problem) => ({ ...problem, in: 'query' as const })),
  })

/** 422 for a single field, parameter or header that a schema alone cannot check. */
export const invalidField = (
  pointer: string,
  detail: string,
  options: { in?: RequestPart; code?: string; cause?: unknown } = {},
) => {
  const { code = 'invalid', cause, in: part } = options
  const errors = [{ pointer, code, detail, ...(part && { in: part }) }]
  return new Problem('validation_failed', { errors }, { cause })
}

function fieldProblems(issue: z.core.$ZodIssue, where: string, input: unknown): FieldProblem[] {
  const at = (...keys: PropertyKey[]) =>
    where + [...issue.path, ...keys].map((key) => `/${escapePointer(String(key))}`).join('')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: at(key),
      code: 'unknown_field',
      detail: 'is not known here',
    }))
  }
  return [{ pointer: at(), ...worded(issue, issue.input ?? valueAt(input, issue.path)) }]
}

/** zod's messages are about types and characters; these are about the field. Codes: docs/problems.md. */
function worded(issue: z.core.$ZodIssue, value: unknown): { code: string; detail: string } {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? { code: 'required', detail: 'is required' }
        : { code: 'invalid_type', detail: `must be ${article(issue.expected)}` }
    case 'invalid_union':
      if (value === undefined) return { code: 'required', detail: 'is required' }
      return {
        code: 'invalid_value',
        detail:
          'options' in issue && issue.options
            ? `must be one of ${issue.options.join(', ')}`
            : issue.message,
      }
    case 'invalid_value':
      return { code: 'invalid_value', detail: `must be one of ${issue.values.join(', ')}` }
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'too_long', detail: `must have at most ${issue.maximum} characters` }
        : { code: 'too_big', detail: `must ${isOrHas(issue.origin)} at most ${issue.maximum}` }
    case 'too_small':
      return issue.origin === 'string'
        ? { code: 'too_short', detail: atLeast(Number(issue.minimum)) }
        : { code: 'too_small', detail: `must ${isOrHas(issue.origin)} at least ${issue.minimum}` }
    default:
      return {
        code: issue.code === 'custom' ? 'invalid' : issue.code,
        detail: issue.message,
      }
  }
}

const atLeast = (characters: number) =>
  characters === 1 ? 'must not be empty' : `must have at least ${characters} characters`

const isOrHas = (origin: string) => (origin === 'array' ? 'have' : 'be')

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    input,
  )

const article = (type: string) => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`)

export const escapePointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
