// The only betterAuth() call. An instance is made per request (0.5 ms): it holds that request's connection, and an
// instance made lazily and shared can hang an isolate when the request that makes it is aborted.
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

/** Browsers send some 150 characters; a header may have thousands. */
const longestUserAgent = 300

/** Seconds that the limiters of wrangler.toml count over. */
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
        // It counts UTF-16 units, of which a character may take two; schema.ts has counted characters before.
        maxPasswordLength: 2 * maxPasswordLength,
        revokeSessionsOnPasswordReset: true,
        password: proof.password,
      },
      // A session never ages out of `list-sessions`: where it matters, the password is asked for instead.
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
          // As every transaction that writes tasks, this one takes the user's clock first: so none waits in a circle.
          beforeDelete: async ({ id }) => {
            await connection.query(lockClock(id))
          },
        },
      },
      verification: { disableCleanup: true },
      // Its own default is off in a Worker: it looks for NODE_ENV.
      rateLimit: {
        enabled: true,
        // It takes a password, so it is limited as the paths that Better Auth thinks of.
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
          // Signing is ours, so the plugin mints no keys; it insists on both of these when it does not sign.
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
        // Last, so that it sees the cookie that the other plugins leave. Only the signed form is taken: session
        // tokens stand in the database as they are, and a leaked row must not be a credential.
        bearer({ requireSignature: true }),
        revokeOthers,
      ],
      telemetry: { enabled: false },
      // Its own words would quote statements and addresses: errors go to problem.ts, which logs what may be logged.
      logger: { disabled: true },
      onAPIError: { throw: true },
      advanced: {
        ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
        backgroundTasks: { handler: waitUntil },
        // On in every environment: NODE_ENV=test would turn the origin check off.
        disableOriginCheck: false,
        database: { joins: true, validateSchema: false, generateId: 'uuid' },
      },
    })
  }

const lockClock = (userId: string) =>
  CompiledQuery.raw('select from public.clocks where user_id = $1 for update', [userId])
