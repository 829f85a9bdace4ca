// The settings of a deployment. If one is wrong, the Worker refuses to serve and names the setting, never its value.
import { getDomain } from 'tldts'
import * as z from 'zod'
import { parseKeys } from './auth/keys.ts'
import type { PasswordHasher } from './auth/password.ts'
import type { SignInThrottle } from './auth/sign-in-throttle.ts'
import { quotaSettings } from './quotas.ts'

/** Better Auth's default secret. Anyone who knows it can forge sessions. */
const publishedSecret = 'better-auth-secret-12345678901234567890'

const origin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, {
    message: 'must be an origin: scheme, host and port, without a path or a trailing slash',
  })

/** An origin that passwords and tokens are sent to: HTTPS, except on a private network. */
const publicOrigin = origin
  .refine((value) => !isPlaceholder(value), 'is a placeholder: set it to your own address')
  .refine(
    (value) => !value.startsWith('http:') || isLocal(value),
    'must begin with https://, unless it is on this machine or its own network',
  )

const hostOf = (value: string) => (URL.canParse(value) ? new URL(value).hostname : '')

/** True for the placeholders of wrangler.toml and the docs, and for reserved names (RFC 2606). */
const isPlaceholder = (value: string) =>
  /(^|\.)example\.((workers|pages)\.dev|com|net|org)$/.test(hostOf(value))

/** Host names that public DNS does not resolve. */
const localHosts = [
  // Single labels, and names for private networks (RFC 6761, RFC 6762, RFC 8375, and ICANN's `internal`).
  /^([a-z0-9-]+|.+\.(localhost|local|home\.arpa|internal))$/,
  // Loopback and private addresses (RFC 1918, RFC 4193, RFC 4291).
  /^(127|10)(\.\d+){3}$/,
  /^(192\.168|172\.(1[6-9]|2\d|3[01]))(\.\d+){2}$/,
  /^\[(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]$/,
]
const isLocal = (value: string) => localHosts.some((host) => host.test(hostOf(value)))

const secret = z
  .string()
  .min(32, 'must have at least 32 characters (openssl rand -base64 32)')
  .refine((value) => value !== publishedSecret, 'is the published default')
  .refine((value) => new Set(value).size >= 12, 'is too regular to be random')

const keys = z.string().transform((json, context) => {
  try {
    return parseKeys(json)
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: error instanceof Error ? error.message : 'is wrong',
    })
    return z.NEVER
  }
})

const Settings = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, message: 'must be a postgresql:// URL' }),
    /** Base URL of another endpoint that speaks Neon's protocols. Default: Neon's own. */
    NEON_ENDPOINT: publicOrigin.optional(),
    BETTER_AUTH_SECRET: secret,
    BETTER_AUTH_URL: publicOrigin,
    JWT_KEYS: keys,
    /** Origins of the app, comma-separated. */
    APP_ORIGIN: z
      .string()
      .transform((list) => list.split(',').map((item) => item.trim()))
      .pipe(z.array(publicOrigin).min(1)),
    /** A pattern with one `*` label for preview deployments: `https://*.duly.pages.dev`. */
    PREVIEW_ORIGIN: z
      .string()
      .regex(
        /^https:\/\/\*\.[a-z0-9-]+(\.[a-z0-9-]+)+$/,
        'must look like https://*.project.pages.dev',
      )
      .refine((value) => isOnesOwn(value), 'lets in everybody: add the name of your project')
      .refine((value) => !isPlaceholder(value.replace('*.', '')), 'is a placeholder')
      .optional(),
    DEBUG_ROUTES: z.enum(['0', '1']).default('0'),
    ...quotaSettings,
  })
  .refine((settings) => !settings.JWT_KEYS.contains(settings.BETTER_AUTH_SECRET), {
    path: ['JWT_KEYS'],
    message:
      'must not contain BETTER_AUTH_SECRET: whoever verifies tokens could then forge sessions',
  })
export type Settings = z.infer<typeof Settings>

/**
 * True if everything that `*` can stand for belongs to the owner of the rest. That rules out suffixes under which
 * anyone can get a name, such as `co.uk` or `pages.dev`; only the Public Suffix List knows those.
 */
function isOnesOwn(pattern: string): boolean {
  const base = pattern.replace('https://*.', '')
  return getDomain(base, { allowPrivateDomains: true }) !== null
}

const limiterNames = [
  'CREDENTIALS_LIMITER',
  'AUTH_LIMITER',
  'API_LIMITER',
  'TOKENS_LIMITER',
  'TRANSFER_LIMITER',
] as const

/** The platform's bindings (wrangler.toml). */
interface Bindings extends Record<(typeof limiterNames)[number], RateLimit> {
  PASSWORD_HASHER: DurableObjectNamespace<PasswordHasher>
  SIGN_IN_THROTTLE: DurableObjectNamespace<SignInThrottle>
}
const bindingNames: (keyof Bindings)[] = ['PASSWORD_HASHER', 'SIGN_IN_THROTTLE', ...limiterNames]

export type Environment = Bindings & Record<string, unknown>

/** Returns the settings, or one line for each setting that is wrong. */
export function readSettings(
  environment: Environment,
): { ok: true; settings: Settings } | { ok: false; wrong: string[] } {
  const missing = bindingNames
    .filter((name) => !environment[name])
    .map((name) => `${name}: is not bound`)
  const parsed = Settings.safeParse(environment)
  const wrong =
    parsed.error?.issues.map(
      (issue) =>
        `${issue.path.join('.')}: ${isMissing(issue, environment) ? 'is not set' : issue.message}`,
    ) ?? []
  if (parsed.success && missing.length === 0) return { ok: true, settings: parsed.data }
  return { ok: false, wrong: [...missing, ...wrong] }
}

const isMissing = (issue: z.core.$ZodIssue, environment: Environment) =>
  environment[String(issue.path[0])] === undefined
