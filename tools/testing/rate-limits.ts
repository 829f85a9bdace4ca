// The rate limits of a deployment, as wrangler.toml has them: tests ask for them, so that a number stands there alone.

interface RateLimit {
  /** Requests in a period. */
  limit: number
  /** Seconds; Cloudflare knows no other periods. */
  period: 10 | 60
}

/** By the names of their bindings. @throws TypeError for one that has no limit */
export function rateLimitsOf(configuration: string): Record<string, RateLimit> {
  const [, ...tables] = configuration.split(/^\[\[ratelimits\]\]$/m)
  return Object.fromEntries(tables.map(limitOf))
}

function limitOf(table: string): [name: string, limit: RateLimit] {
  const [, name] = /^name = "(\w+)"$/m.exec(table) ?? []
  const [, limit, period] = /^simple = \{ limit = (\d+), period = (10|60) \}$/m.exec(table) ?? []
  if (!name || !limit || !period) throw new TypeError(`no rate limit: ${table}`)
  return [name, { limit: Number(limit), period: period === '10' ? 10 : 60 }]
}
