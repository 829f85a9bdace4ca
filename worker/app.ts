// The whole API: what every request passes, which rooms there are, how errors leave.
import { requestId } from 'hono/request-id'
import { publishKeys } from './auth/jwks.ts'
import { authHandler } from './auth/mount.ts'
import { requireUser } from './auth/require-user.ts'
import { operation } from './health/routes.ts'
import { crossOrigin, limitBody, onlyJson, perRequest, securityHeaders } from './http.ts'
import type { Parts } from './index.ts'
import { debugToken, me } from './me/routes.ts'
import { describe } from './openapi.ts'
import { answerError } from './problem.ts'
import { answerUnknown, router } from './router.ts'
import { tasks } from './tasks/routes.ts'

export function createApp({ settings, keys, cursors, auth, open, admit }: Parts) {
  const guard = requireUser({ keys, issuer: settings.BETTER_AUTH_URL, admit })
  const app = router()

  app.use(requestId({ limitLength: 100 }), securityHeaders)
  app.use(crossOrigin(settings.APP_ORIGIN, settings.PREVIEW_ORIGIN))
  app.use(perRequest(open), limitBody)
  app.use('/api/v1/*', onlyJson)
  app.onError(answerError)
  app.notFound(answerUnknown(app))

  const rooms = app
    .route('/', operation(keys.count))
    .route('/', publishKeys(keys))
    .route('/api/v1/me', me(guard))
    .route('/api/v1/debug', debugToken(guard, settings.DEBUG_ROUTES === '1'))
    .route('/api/v1/tasks', tasks(guard, cursors))
    .route('/api/v1/users/:user_id/tasks', tasks(guard, cursors))

  app.all('/api/auth/*', authHandler(auth))
  describe(app, '/api/openapi.json')
  return rooms
}

export type App = ReturnType<typeof createApp>
