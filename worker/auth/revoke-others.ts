// `/revoke-other-sessions` in one statement. Better Auth's own version reads at most a hundred sessions, including
// expired ones, and deletes them one by one: it could answer 200 and leave some alive.
import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint, sensitiveSessionMiddleware } from 'better-auth/api'

/** A plugin's endpoint replaces Better Auth's own endpoint of the same name. */
export const revokeOthers = {
  id: 'revoke-others',
  endpoints: {
    revokeOtherSessions: createAuthEndpoint(
      '/revoke-other-sessions',
      { method: 'POST', requireHeaders: true, use: [sensitiveSessionMiddleware] },
      async (context) => {
        const { user, session } = context.context.session
        await context.context.adapter.deleteMany({
          model: 'session',
          where: [
            { field: 'userId', value: user.id },
            { field: 'token', operator: 'ne', value: session.token },
          ],
        })
        return context.json({ status: true })
      },
    ),
  },
} satisfies BetterAuthPlugin
