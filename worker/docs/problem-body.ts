import * as z from 'zod'

/** OpenAPI component of every error body. `problem.ts` writes them. */
export const ProblemBody = z
  .looseObject({
    type: z.string().meta({ description: 'Names the kind of problem; as `code`.' }),
    title: z.string().meta({ description: 'For people; may change.' }),
    status: z.int(),
    detail: z.string().optional(),
    code: z
      .string()
      .regex(/^[a-z0-9_]+$/)
      .meta({
        description:
          'Stable, for programs. Each status has its own; under `/api/auth` also those of Better Auth, in lower case.',
      }),
    request_id: z.string().meta({ description: 'For whoever runs this: it is in the log.' }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ description: 'JSON Pointer (RFC 6901); empty: the whole.' }),
          in: z.enum(['body', 'query', 'header']).meta({
            description:
              'Which part of the request the pointer is into: `/limit` of the query is the parameter `limit`, ' +
              '`/if-match` of the header is `If-Match`.',
          }),
          code: z.string().meta({
            description:
              '`required`, `invalid_type`, `invalid_format`, `invalid_value`, `too_short`, `too_long`, `too_small`, ' +
              '`too_big`, `too_common`, `unknown_field`, `invalid_cursor` or, for a rule of its own, `invalid`.',
          }),
          detail: z.string().meta({ description: 'For people; may change.' }),
        }),
      )
      .optional()
      .meta({ description: 'Each invalid field, query parameter or header.' }),
    current: z
      .unknown()
      .optional()
      .meta({ description: 'The resource as it is, for 409 and 412.' }),
    index: z
      .int()
      .optional()
      .meta({ description: 'Which operation of a batch was refused, from 0.' }),
    quota: z
      .string()
      .optional()
      .meta({
        description:
          'What there would be too much of: `tasks`, `lists`, `labels`, `bytes`, `deletions` or ' +
          '`undo_bytes`.',
      }),
    limit: z.int().optional().meta({ description: 'How much of it there may be.' }),
    used: z.int().optional().meta({ description: 'How much of it there is.' }),
  })
  .meta({ id: 'Problem', description: 'Of the type `application/problem+json` (RFC 9457).' })
