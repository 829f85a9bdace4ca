// The whole API: the steps that every request goes through, the rooms, and how errors leave.
import { except } from 'hono/combine'
import { requestId } from 'hono/request-id'
import type { createAuth } from './auth/auth.ts'
import { publishKeys } from './auth/jwks.ts'
import type { Keys } from './auth/keys.ts'
import { authHandler } from './auth/mount.ts'
import { describeAuth } from './auth/operations.ts'
import type { Admission } from './auth/rate-limits.ts'
import { requireFeed } from './auth/require-feed.ts'
import { requireUser } from './auth/require-user.ts'
import type { Attempt } from './auth/sign-in-throttle.ts'
import { changes } from './changes/routes.ts'
import { acceptable, identityOnly } from './content.ts'
import type { Cursors } from './cursor.ts'
import { dateWords } from './date-words.ts'
import type { Connection } from './db/open.ts'
import { ruleOfDue } from './domain/recurrence/rule.ts'
import type { Settings } from './env.ts'
import { health } from './health/routes.ts'
import { crossOrigin, limitBody, onlyJson, perRequest, securityHeaders } from './http.ts'
import { lists } from './lists/routes.ts'
import { List } from './lists/schema.ts'
import { debugToken, me } from './me/routes.ts'
import { serveDocument } from './openapi.ts'
import type { Secrets } from './personal-token.ts'
import { answerError } from './problem.ts'
import { limitsOf } from './quotas.ts'
import { answerUnknown, described, router } from './router.ts'
import { tasks } from './tasks/routes.ts'
import { Task } from './tasks/schema.ts'
import { tokens } from './tokens/routes.ts'
import { feed } from './transfer/feed-routes.ts'
import { exports, imports } from './transfer/routes.ts'

/** The parts that the API is made of. index.ts builds them. */
export interface Parts {
  settings: Settings
  keys: Keys
  cursors: Cursors
  secrets: Secrets
  auth: ReturnType<typeof createAuth>
  attemptFrom: (headers: Headers) => Attempt
  /** Opens a connection for one request. */
  open: () => Connection
  admission: Admission
  /** Like `admission`, for requests that may return everything a user has: files and the calendar. */
  transferAdmission: Admission
}

/** Mounts the common steps and all rooms, in the order in which a request meets them. */
export function createApp({
  settings,
  keys,
  cursors,
  secrets,
  auth,
  attemptFrom,
  open,
  admission,
  transferAdmission,
}: Parts) {
  const checks = { keys, issuer: settings.BETTER_AUTH_URL, limits: limitsOf(settings) }
  const guard = described(requireUser({ ...checks, admission }))
  const fileGuard = described(requireUser({ ...checks, admission: transferAdmission }))
  const app = router()

  app.use(requestId({ limitLength: 100 }), securityHeaders)
  app.use(crossOrigin(settings.APP_ORIGIN, settings.PREVIEW_ORIGIN))
  app.use(perRequest(open), identityOnly, except(files, limitBody))
  app.use('/api/v1/*', except(files, onlyJson))
  app.use('/api/auth/*', acceptable(['application/json']))
  app.onError(answerError)
  app.notFound(answerUnknown(app))

  // Mounted twice: for the caller, and by explicit user.
  const dataOfUser = router()
    .route('/tasks', tasks(guard, cursors))
    .route('/lists', lists(guard, cursors))
    .route('/changes', changes(guard, Task, List))
    .route('/tokens', tokens(guard, secrets, settings.BETTER_AUTH_URL))
    .route('/export', exports(fileGuard, neighbours))
    .route('/import', imports(fileGuard, neighbours))
  const rooms = app
    .route('/', health(keys.count))
    .route('/', publishKeys(keys))
    .route('/api/v1/me', me(guard))
    .route('/api/v1', dataOfUser)
    .route('/api/v1/users/:user_id', dataOfUser)
    .route('/api/v1/feed', feed(requireFeed(transferAdmission)))

  if (settings.DEBUG_ROUTES === '1') app.route('/api/v1/debug', debugToken(guard))
  app.all('/api/auth/*', onlyJson, authHandler(auth, attemptFrom))
  describeAuth(app)
  serveDocument(app, '/api/openapi.json', '/api/docs')
  return rooms
}

/** Paths whose bodies are files. Their room decides on types and sizes. */
const files = ['/api/v1/import', '/api/v1/users/:user_id/import']
const neighbours = { list: List, task: Task, ruleOf: ruleOfDue, parseDate: dateWords }

export type App = ReturnType<typeof createApp>
