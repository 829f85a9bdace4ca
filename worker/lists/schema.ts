// The one truth about a list's shape: request validation, OpenAPI component, client type and form rule.
import * as z from 'zod'

export const ListId = z
  .uuid('must be a UUID')
  .refine((id) => id === id.toLowerCase(), 'must be a lower-case UUID')
  .meta({ description: 'UUID, best version 7.', example: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a11' })

const name = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'must not be empty')
  .refine((value) => value.isWellFormed(), 'must not contain half of a surrogate pair')
  .refine((value) => !/\p{Cc}/u.test(value), 'must not contain control characters')
  .refine((value) => [...value].length <= 100, 'must have at most 100 characters')
  .meta({ description: 'Trimmed, NFC.', maxLength: 100, example: 'Home' })

const color = z
  .enum(['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'indigo', 'purple', 'pink'])
  .meta({ example: 'gray' })

const instant = z.iso.datetime().meta({ example: '2026-11-23T14:05:00.000Z' })

export const List = z
  .strictObject({
    id: ListId,
    name,
    color,
    archived_at: instant.nullable().meta({ description: 'Since when it is archived.' }),
    rank: z.string().meta({
      description: 'Manual order, to be compared byte by byte; made by the server.',
      example: 'a1',
    }),
    version: z.int().min(1).meta({ description: 'The number in the ETag.', example: 1 }),
    seq: z.int().min(1).meta({ description: "The user's clock at the last change.", example: 42 }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'List' })
export type List = z.infer<typeof List>

export const NewList = z
  .strictObject({ id: ListId.optional(), name, color: color.optional() })
  .meta({ id: 'NewList' })
export type NewList = z.infer<typeof NewList>

/** JSON Merge Patch (RFC 7396). */
export const ListPatch = z
  .strictObject({
    name: name.optional(),
    color: color.optional(),
    archived: z.boolean().optional().meta({ description: 'Sets or clears `archived_at`.' }),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'must change at least one field')
  .meta({ id: 'ListPatch', minProperties: 1 })
export type ListPatch = z.infer<typeof ListPatch>

export const ListMove = z
  .strictObject({
    after_id: ListId.nullable().meta({
      description: 'The list to come after; `null`: to the top.',
      example: null,
    }),
  })
  .meta({ id: 'ListMove' })

/** All of them: a person has few enough for one page. */
export const Lists = z
  .strictObject({ items: z.array(List), next_cursor: z.null() })
  .meta({ id: 'Lists' })
