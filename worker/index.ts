// Composition root: the only place that reads the environment and the only one that builds things.
import { waitUntil } from 'cloudflare:workers'
import { createApp, type Parts } from './app.ts'
import { createAuth } from './auth/auth.ts'
import { passwords } from './auth/password.ts'
import { admission } from './auth/rate-limits.ts'
import { signInThrottle } from './auth/sign-in-throttle.ts'
import { cursors } from './cursor.ts'
import { open } from './db/open.ts'
import { type Environment, readSettings, type Settings } from './env.ts'
import { secretsOf } from './personal-token.ts'
import { misconfigured } from './problem.ts'
import { sweep } from './sweep.ts'

export { PasswordHasher } from './auth/password.ts'
export { SignInThrottle } from './auth/sign-in-throttle.ts'

type Handler = (
  request: Request,
  environment: Environment,
  context: ExecutionContext,
) => Promise<Response>

export default {
  fetch: (request, environment, context) => handlerOf(environment)(request, environment, context),
  async scheduled(_, environment) {
    const read = readSettings(environment)
    if (read.ok) await sweep(() => connect(read.settings))
    else misconfigured(read.wrong)
  },
} satisfies ExportedHandler<Environment>

/** Built once per isolate, without awaiting anything: an aborted first request leaves nothing half-built. */
let handler: Handler | undefined
function handlerOf(environment: Environment): Handler {
  handler ??= build(environment)
  return handler
}

function build(environment: Environment): Handler {
  const read = readSettings(environment)
  if (!read.ok) return async () => misconfigured(read.wrong)
  const app = createApp(parts(read.settings, environment))
  return async (request, bindings, context) => await app.fetch(request, bindings, context)
}

const connect = ({ DATABASE_URL, NEON_ENDPOINT }: Settings) =>
  open({ url: DATABASE_URL, endpoint: NEON_ENDPOINT, waitUntil })

/** Better Auth's own limits distinguish paths that take a password (3 per window) from the rest (100). */
const mostForPasswords = 5

function parts(settings: Settings, environment: Environment): Parts {
  const { API_LIMITER, AUTH_LIMITER, CREDENTIALS_LIMITER, TOKENS_LIMITER, TRANSFER_LIMITER } =
    environment
  const isAdmitted = async (limiter: RateLimit, key: string) =>
    (await limiter.limit({ key })).success
  const caller = (key: string) => isAdmitted(API_LIMITER, key)
  const tokensOfUser = (key: string) => isAdmitted(TOKENS_LIMITER, key)
  const strangers = (address: string) => isAdmitted(AUTH_LIMITER, `token ${address}`)
  const transfers = (key: string) => isAdmitted(TRANSFER_LIMITER, key)
  const keys = settings.JWT_KEYS
  return {
    settings,
    keys,
    cursors: cursors(settings.BETTER_AUTH_SECRET),
    secrets: secretsOf(settings.BETTER_AUTH_SECRET),
    open: () => connect(settings),
    admission: admission({ caller, tokensOfUser, strangers }),
    transferAdmission: admission({
      caller: async (key) => (await caller(key)) && (await transfers(key)),
      tokensOfUser: async (key) => (await tokensOfUser(key)) && (await transfers(key)),
      strangers,
    }),
    attemptFrom: signInThrottle(environment.SIGN_IN_THROTTLE, settings.BETTER_AUTH_SECRET),
    auth: createAuth({
      settings,
      keys,
      waitUntil,
      password: passwords(environment.PASSWORD_HASHER),
      limit: async (key, { max }) => {
        const limiter = max <= mostForPasswords ? CREDENTIALS_LIMITER : AUTH_LIMITER
        return (await limiter.limit({ key })).success
      },
    }),
  }
}
