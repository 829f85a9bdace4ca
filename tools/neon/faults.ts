/** Rules for faults: which, when and how often; and their syntax on the command line. */

import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

const FaultSchema = z.strictObject({
  /**
   * `error` fails the statement, `reset` cuts the connection instead of running it, `lost` runs it and cuts the
   * connection instead of answering, `delay` waits and then runs it.
   */
  kind: z.enum(['error', 'reset', 'lost', 'delay']),
  /** A regular expression tested against each SQL statement, ignoring case. */
  match: z.string().refine(isRegExp, 'is not a regular expression'),
  /** How often the rule fires; 0 = always. */
  times: z.int().min(0).default(1),
  /** Matching statements to let pass first. */
  skip: z.int().min(0).default(0),
  /** After that, fires at the first of every so many matching statements. */
  every: z.int().min(1).default(1),
  /** The SQLSTATE of an `error`. */
  code: z
    .string()
    .regex(/^(?!0[0-2])[0-9A-Z]{5}$/, 'is not the SQLSTATE of an error')
    .default('57P01'),
  /** Makes an `error` over HTTP this HTTP status without an SQLSTATE, like a failure of Neon itself. */
  status: z.int().min(400).max(599).optional(),
  delayMs: z.int().min(0).max(600_000).default(1000),
})

export type Fault = z.input<typeof FaultSchema>
export type FaultKind = Fault['kind']
type Rule = z.output<typeof FaultSchema>
/** A complete rule, with its numbers of matches and of firings. */
export type FaultState = Rule & { matched: number; fired: number }

/** Throws one readable sentence per mistake. */
export function parseFaults(value: unknown): Rule[] {
  const parsed = z.array(FaultSchema).safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(z.prettifyError(parsed.error))
}

export class Faults {
  #states: (FaultState & { pattern: RegExp })[] = []

  set(rules: Rule[]): void {
    this.#states = rules.map((rule) => ({
      ...rule,
      pattern: new RegExp(rule.match, 'is'),
      matched: 0,
      fired: 0,
    }))
  }

  list(): FaultState[] {
    return this.#states.map(({ pattern, ...state }) => state)
  }

  /**
   * Counts this statement for every rule, waits as long as `delay` rules say, and returns the first other rule that
   * fires.
   */
  async strike(sql: string): Promise<Rule | undefined> {
    const due = this.#states.filter((state) => isDue(state, sql))
    const struck = due.find(({ kind }) => kind !== 'delay')
    const firing = due.filter((state) => state.kind === 'delay' || state === struck)
    for (const state of firing) state.fired += 1
    const delays = firing.filter(({ kind }) => kind === 'delay').map(({ delayMs }) => delayMs)
    if (delays.length > 0) await wait(Math.max(...delays))
    return struck
  }
}

function isDue(state: FaultState & { pattern: RegExp }, sql: string): boolean {
  if (!state.pattern.test(sql)) return false
  const turn = state.matched - state.skip
  state.matched += 1
  return turn >= 0 && turn % state.every === 0 && (state.times === 0 || state.fired < state.times)
}

/** A statement that fails with this SQLSTATE, so that the server itself produces the error. */
export function raising(code: string): string {
  return `do $$ begin raise exception using errcode = '${code}', message = 'injected fault'; end $$`
}

export const FAULT_HELP = `KIND:PATTERN[:OPTION=VALUE,...]
    KIND     error, reset (cut before running), lost (run, then cut), delay
    PATTERN  regular expression, tried on each statement, whatever its case
    OPTION   times (default 1; 0 = always), skip, every, code (SQLSTATE), status (HTTP), delayMs
    e.g.     --fault 'lost:insert into "tasks":times=2,skip=1'
             --fault 'error:^commit:code=40001'  --fault 'delay:select:times=0,delayMs=300'`

const SPELLING =
  /^(?<kind>\w+):(?<match>.+?)(?::(?<options>(?:times|skip|every|code|status|delayMs)=.*))?$/s

/** Reads `KIND:PATTERN[:OPTION=VALUE,...]`; throws a readable sentence. */
export function parseFaultOption(text: string): Rule {
  const { kind, match, options = '' } = SPELLING.exec(text)?.groups ?? {}
  if (!kind) throw new Error(`--fault ${text}: expected ${FAULT_HELP}`)
  const pairs = options ? options.split(',').map((pair) => pair.split('=')) : []
  const named = pairs.map(([name = '', value = '']) => [
    name,
    name === 'code' ? value : Number(value),
  ])
  try {
    const [rule] = parseFaults([{ kind, match, ...Object.fromEntries(named) }])
    if (rule) return rule
  } catch (error) {
    if (error instanceof Error) error.message = `--fault ${text}: ${error.message}`
    throw error
  }
  throw new Error(`--fault ${text}: no rule`)
}

function isRegExp(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern))
  } catch {
    return false
  }
}
