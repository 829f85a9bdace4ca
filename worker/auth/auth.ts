// The only betterAuth() call. Each request makes its own instance (0.5 ms), because it holds that request's connection.
// A shared instance, made lazily, could hang an isolate if the request that makes it is aborted.
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { betterAuth } from 'better-auth/minimal'
import { bearer } from 'better-auth/plugins/bearer'
import { jwt } from 'better-auth/plugins/jwt'
import { CompiledQuery, Kysely } from 'kysely'
import { betterAuthDialect } from '../db/better-auth-dialect.ts'
import type { Connection } from '../db/open.ts'
import { scopes } from '../domain/scopes.ts'
import type { Settings } from '../env.ts'
import { checkInput } from './check-input.ts'
import { type Keys, tokenLifetime } from './keys.ts'
import { type passwords, proofOf } from './password.ts'
import { holdPassword } from './password-lock.ts'
import { revokeOthers } from './revoke-others.ts'
import { maxPasswordLength, minPasswordLength } from './schema.ts'
import type { Attempt } from './sign-in-throttle.ts'

const day = 24 * 60 * 60

/** Browsers send about 150 characters; a header may have thousands. */
const longestUserAgent = 300

/** The period of the limiters in wrangler.toml, in seconds. */
export const limiterPeriod = 60

interface Dependencies {
  settings: Pick<
    Settings,
    'BETTER_AUTH_SECRET' | 'BETTER_AUTH_URL' | 'APP_ORIGIN' | 'PREVIEW_ORIGIN'
  >
  keys: Keys
  password: ReturnType<typeof passwords>
  limit: (key: string, rule: { window: number; max: number }) => Promise<boolean>
  waitUntil: (work: Promise<unknown>) => void
}

export const createAuth =
  ({ settings, keys, password, limit, waitUntil }: Dependencies) =>
  (connection: Connection, attempt: Attempt) => {
    const proof = proofOf(password, attempt)
    return betterAuth({
      baseURL: settings.BETTER_AUTH_URL,
      basePath: '/api/auth',
      secret: settings.BETTER_AUTH_SECRET,
      database: kyselyAdapter(
        new Kysely({ dialect: betterAuthDialect(connection) }).withSchema('auth'),
        { type: 'postgres', transaction: true },
      ),
      trustedOrigins: [
        ...settings.APP_ORIGIN,
        ...(settings.PREVIEW_ORIGIN ? [settings.PREVIEW_ORIGIN] : []),
      ],
      emailAndPassword: {
        enabled: true,
        minPasswordLength,
        // Better Auth counts UTF-16 units, up to two per character; schema.ts has already counted characters.
        maxPasswordLength: 2 * maxPasswordLength,
        revokeSessionsOnPasswordReset: true,
        password: proof.password,
      },
      // Sessions stay fresh for `list-sessions`; sensitive operations ask for the password instead.
      session: {
        expiresIn: 7 * day,
        updateAge: day,
        freshAge: 0,
        additionalFields: {
          credential: { type: 'string', required: false, input: false, returned: false },
        },
      },
      databaseHooks: {
        account: { update: { before: holdPassword(proof) } },
        session: {
          create: {
            before: async (session) => ({
              data: {
                ...session,
                userAgent: session.userAgent?.slice(0, longestUserAgent),
                credential: await proof.fingerprint(),
              },
            }),
          },
        },
      },
      user: {
        deleteUser: {
          enabled: true,
          // Like every transaction that writes tasks, this one locks the head of the user's change log first, so none can deadlock.
          beforeDelete: async ({ id }) => {
            await connection.query(lockHead(id))
          },
        },
      },
      verification: { disableCleanup: true },
      // Better Auth's default is off in a Worker, because it looks for NODE_ENV.
      rateLimit: {
        enabled: true,
        // Takes a password, so it has the same limit as the other paths that do.
        customRules: { '/delete-user': { window: 10, max: 3 } },
        customStorage: {
          consume: async (key, rule) => {
            const allowed = await limit(key, rule)
            return { allowed, retryAfter: allowed ? null : limiterPeriod }
          },
        },
      },
      hooks: { before: checkInput(attempt) },
      plugins: [
        jwt({
          disableSettingJwtHeader: true,
          // We sign tokens ourselves, so the plugin makes no keys, but it still requires both of these.
          jwks: { remoteUrl: 'https://unused.invalid', keyPairConfig: { alg: 'EdDSA' } },
          jwt: {
            issuer: settings.BETTER_AUTH_URL,
            audience: settings.BETTER_AUTH_URL,
            expirationTime: `${tokenLifetime}s`,
            definePayload: ({ user, session }) => ({
              sid: session.id,
              scope: scopes.join(' '),
              email: user.email,
              name: user.name,
              jti: crypto.randomUUID(),
            }),
            sign: (claims) => keys.sign(claims),
          },
        }),
        // Must come last, to see the cookie that other plugins leave. Only signed tokens are accepted: the database
        // stores them unsigned, and a leaked row must not be a credential.
        bearer({ requireSignature: true }),
        revokeOthers,
      ],
      telemetry: { enabled: false },
      // Better Auth's log lines would quote statements and email addresses. problem.ts logs errors instead.
      logger: { disabled: true },
      onAPIError: { throw: true },
      advanced: {
        ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
        backgroundTasks: { handler: waitUntil },
        // Explicitly on, because NODE_ENV=test would turn the origin check off.
        disableOriginCheck: false,
        database: { joins: true, validateSchema: false, generateId: 'uuid' },
      },
    })
  }

const lockHead = (userId: string) =>
  CompiledQuery.raw('select from public.change_log_heads where user_id = $1 for update', [userId])
