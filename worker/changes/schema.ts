import * as z from 'zod'
import { wholeNumber } from '../domain/fields.ts'
import { mostChanges } from '../domain/request-limits.ts'

export const ChangesQuery = z.strictObject({
  since: wholeNumber(z.int().min(0)).default(0).meta({
    description: '`next` of the page before; 0: everything.',
  }),
  limit: wholeNumber(z.int().min(1).max(mostChanges)).default(200),
})

/** A page of changes; each room defines its own resources. */
export interface Changes {
  changes: {
    seq: number
    type: 'task' | 'list'
    id: string
    deleted: boolean
    resource: Record<string, unknown> | null
  }[]
  next: number
  has_more: boolean
}

/** Rooms know nothing of each other, so app.ts passes the shapes of tasks and lists. */
export function changesOf(task: z.ZodType, list: z.ZodType) {
  const seq = z.int().min(1).meta({ example: 42 })
  const one = (type: 'task' | 'list', resource: z.ZodType) =>
    z.strictObject({
      seq,
      type: z.literal(type),
      id: z.uuid(),
      deleted: z
        .boolean()
        .meta({ description: 'For good; what is in the trash has `deleted_at`.' }),
      resource: resource.nullable().meta({ description: 'As it is now; null where deleted.' }),
    })
  return z
    .strictObject({
      changes: z.array(z.discriminatedUnion('type', [one('task', task), one('list', list)])),
      next: z.int().min(0).meta({
        description: 'Ask again with this as `since`; nothing to calculate with.',
        example: 42,
      }),
      has_more: z.boolean(),
    })
    .meta({ id: 'Changes' })
}
