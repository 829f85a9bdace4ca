import * as z from 'zod'

export const Me = z
  .strictObject({
    user: z.strictObject({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      created_at: z.iso.datetime(),
    }),
    token: z.strictObject({
      kind: z
        .enum(['session', 'token'])
        .meta({ description: 'session: an access token (JWT). token: a personal access token.' }),
      name: z.string().optional().meta({ description: "A personal access token's name." }),
      scopes: z.array(z.string()),
      expires_at: z.iso.datetime(),
    }),
  })
  .meta({ id: 'Me' })

export const TokenDebug = z
  .strictObject({
    user_id: z.uuid(),
    email: z.string(),
    expires: z.iso.datetime(),
    seconds_left: z.int(),
    claims: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TokenDebug' })
