import * as z from 'zod'
import { AnyInstant, Id, Name, UtcInstant, wholeNumber } from '../domain/fields.ts'
import { feedScope, tokenScopes } from '../domain/scopes.ts'
import { limits } from '../domain/task-fields.ts'

export const TokenId = Id.meta({ example: '019aafd2-53c1-7d7e-8a0c-6f2d1f3f9a12' })

const name = Name.meta({
  description: 'What it is for.',
  maxLength: limits.nameLength,
  example: 'Backup script',
})

const granted = z
  .array(z.enum(tokenScopes))
  .min(1, 'must have at least one scope')
  .refine((list) => new Set(list).size === list.length, 'must name each scope once')
  .refine(
    (list) => !list.some((scope) => scope === feedScope) || list.length === 1,
    `must not join ${feedScope} with other scopes`,
  )
  .meta({ example: ['tasks:read', 'tasks:write'] })

export const Token = z
  .strictObject({
    id: TokenId,
    name,
    scopes: z.array(z.string()).meta({ example: ['tasks:read', 'tasks:write'] }),
    hint: z.string().meta({ description: 'Its last four characters.', example: 'x7Qa' }),
    expires_at: UtcInstant,
    last_used_at: UtcInstant.nullable().meta({ description: 'To the minute.', example: null }),
    revoked_at: UtcInstant.nullable().meta({ example: null }),
    created_at: UtcInstant,
  })
  .meta({ id: 'Token' })
export type Token = z.infer<typeof Token>

export const NewToken = z
  .strictObject({
    name,
    scopes: granted,
    expires_in_days: z.int().min(1).max(365).default(90).meta({ example: 90 }),
  })
  .meta({ id: 'NewToken' })
export type NewToken = z.infer<typeof NewToken>

export const CreatedToken = z
  .strictObject({
    ...Token.shape,
    token: z.string().meta({ description: 'Shown this once.', example: 'duly_pat_…' }),
    feed_url: z
      .url()
      .optional()
      .meta({ description: 'The address for a calendar, where the scope is `feed:read`.' }),
  })
  .meta({ id: 'CreatedToken' })

export const Tokens = z
  .strictObject({ items: z.array(Token), next_cursor: z.null() })
  .meta({ id: 'Tokens' })

export const RevertQuery = z.strictObject({
  since: AnyInstant.optional().meta({
    description: 'Only what it changed from then on; else all of the last 30 days.',
  }),
  before: wholeNumber(z.int().min(1))
    .optional()
    .meta({ description: '`next` of the page before.' }),
  limit: wholeNumber(z.int().min(1).max(1000)).default(1000).meta({
    description: 'How many changes to undo in one call.',
  }),
  dry_run: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: '`true`: what would be done, and nothing is.' }),
})

export const Reverted = z
  .strictObject({
    results: z.array(
      z.strictObject({
        type: z.enum(['task', 'list']),
        id: z.uuid(),
        title: z.string().nullable(),
        outcome: z.enum(['restored', 'removed', 'changed_since', 'in_use', 'gone']).meta({
          description:
            'restored: as before. removed: it was made by the token. changed_since: left alone, because somebody else ' +
            'changed it, or what it lay in, afterwards. in_use: it was made by the token, but others have put something ' +
            'into it, or below it. gone: made and deleted by the token.',
        }),
      }),
    ),
    next: z.int().nullable().meta({ description: 'For `before`, to undo older changes.' }),
    has_more: z.boolean(),
  })
  .meta({ id: 'Reverted' })
export type Reverted = z.infer<typeof Reverted>
