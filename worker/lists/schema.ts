// The one truth about a list's shape: request validation, OpenAPI component, client type and form rule.
import * as z from 'zod'
import {
  Color,
  Id,
  maxLength,
  Name,
  orDefault,
  Rank,
  Seq,
  UtcInstant,
  Version,
} from '../fields/schema.ts'

export const ListId = Id.meta({
  description: 'UUID, best version 7.',
  example: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a11',
})

const name = Name.meta({
  description: 'Trimmed, NFC.',
  maxLength: maxLength.name,
  example: 'Home',
})

const color = Color.meta({ example: 'gray' })

export const List = z
  .strictObject({
    id: ListId,
    name,
    color,
    archived_at: UtcInstant.nullable().meta({ description: 'Since when it is archived.' }),
    rank: Rank,
    version: Version,
    seq: Seq,
    created_at: UtcInstant,
    updated_at: UtcInstant,
  })
  .meta({ id: 'List' })
export type List = z.infer<typeof List>

export const NewList = z
  .strictObject({ id: ListId.optional(), name, color: color.optional() })
  .meta({ id: 'NewList' })
export type NewList = z.infer<typeof NewList>

/** JSON Merge Patch (RFC 7396), as of tasks. */
export const ListPatch = z
  .strictObject({
    name: name.optional(),
    color: orDefault(color, 'gray').optional(),
    archived: orDefault(z.boolean(), false)
      .optional()
      .meta({ description: 'Sets or clears `archived_at`.' }),
  })
  .meta({ id: 'ListPatch' })
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
