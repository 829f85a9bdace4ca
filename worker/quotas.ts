// Quotas per user, so that nobody uses up what all share. The database counts and refuses
// (migrations/functions/quotas.sql).
import * as z from 'zod'

const atMost = (most: number) => z.coerce.number().pipe(z.int().min(1)).default(most)

/** Settings with their defaults. The names and order of the quotas are those of the database. */
export const quotaSettings = {
  QUOTA_TASKS: atMost(100_000),
  QUOTA_LISTS: atMost(1_000),
  /** Labels of all tasks together; the same label on two tasks counts twice. */
  QUOTA_LABELS: atMost(500_000),
  /** Bytes of titles, notes, labels and names, plus 300 for each task or list. */
  QUOTA_BYTES: atMost(256 * 1_024 * 1_024),
  /** Permanently deleted tasks and lists, remembered for 30 days. */
  QUOTA_DELETIONS: atMost(200_000),
  /** Bytes of rows as they were before personal access tokens changed them, kept for 30 days. */
  QUOTA_UNDO_BYTES: atMost(256 * 1_024 * 1_024),
  /** Bytes per day of stored responses to requests with an `Idempotency-Key`. */
  QUOTA_KEPT_BYTES: atMost(8 * 1_024 * 1_024),
  /** Requests per day with an `Idempotency-Key`. */
  QUOTA_KEPT_ANSWERS: atMost(50_000),
}
type QuotaSettings = z.infer<z.ZodObject<typeof quotaSettings>>

/** The format that the database reads from `app.limits`: an array, by position. */
export function limitsOf(settings: QuotaSettings): string {
  const limits = [
    settings.QUOTA_TASKS,
    settings.QUOTA_LISTS,
    settings.QUOTA_LABELS,
    settings.QUOTA_BYTES,
    settings.QUOTA_DELETIONS,
    settings.QUOTA_UNDO_BYTES,
    settings.QUOTA_KEPT_BYTES,
    settings.QUOTA_KEPT_ANSWERS,
  ]
  return `{${limits.join(',')}}`
}

/** An exhausted quota, as the database reports it. */
export interface UsedUp {
  quota: string
  limit: number
  used: number
}

const sentences: ReadonlyMap<string, (limit: string) => string> = new Map([
  ['tasks', (limit: string) => `An account may have ${limit} tasks; those in the trash count`],
  ['lists', (limit: string) => `An account may have ${limit} lists`],
  ['labels', (limit: string) => `All tasks of an account together may have ${limit} labels`],
  ['bytes', (limit: string) => `All tasks and lists of an account may have ${limit} bytes`],
  ['deletions', (limit: string) => `${limit} deletions for good are remembered for 30 days`],
  ['undo_bytes', (limit: string) => `What tokens change is kept for 30 days, up to ${limit} bytes`],
])

export const sentenceOf = ({ quota, limit }: UsedUp) =>
  sentences.get(quota)?.(limit.toLocaleString('en')) ?? `The limit of ${quota} is ${limit}`
