/**
 * Lets many clients share PGlite's one connection as if each had its own: one message group at a time, a transaction
 * keeps everyone else out, and session state is saved when the client changes and restored when its owner returns.
 */

import type { PGlite } from '@electric-sql/pglite'
import { CLEAN_SESSION } from './clean-session.ts'
import { ask, converse, Refusal } from './converse.ts'
import { type Frame, message } from './frames.ts'
import { type Belongings, observe, packUp, unpack } from './session-state.ts'

export interface Client extends Belongings {
  /** Ends the client because it keeps others waiting. */
  evict(code: string, reason: string): void
}

interface Turn {
  client: Client
  /** Absent if the client leaves. */
  group: Frame[] | undefined
  resolve(answer: Buffer): void
  reject(reason: unknown): void
}

const CLEANING = message('Q', CLEAN_SESSION)
const NOTHING = Buffer.alloc(0)

export class Turns {
  readonly #db: PGlite
  readonly #idleMs: number
  #queue: Turn[] = []
  #running = false
  #working = Promise.resolve()
  /** The owner of the session state in PGlite. */
  #actor: Client | undefined
  /** The actor is in a transaction, or between a Flush and its Sync. */
  #held = false
  /** The actor has left nothing in its session. */
  #clean = true
  #idle: NodeJS.Timeout | undefined
  #crash: Error | undefined

  constructor(db: PGlite, idleMs: number) {
    this.#db = db
    this.#idleMs = idleMs
  }

  /** Runs messages that end in Sync, Flush or a simple Query; resolves to the server's response. */
  run(client: Client, group: Frame[]): Promise<Buffer> {
    return this.#enqueue(client, group)
  }

  /** Rolls back and forgets everything of this client, including what is still in its queue. */
  async leave(client: Client): Promise<void> {
    for (const turn of this.#queue) if (turn.client === client) turn.resolve(NOTHING)
    this.#queue = this.#queue.filter((turn) => turn.client !== client)
    // After a crash there is nothing to roll back.
    await this.#enqueue(client, undefined).catch(() => {})
  }

  /** Closes the database once nothing is running. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle)
    await this.#working
    if (!this.#crash) await this.#db.close()
  }

  #enqueue(client: Client, group: Frame[] | undefined): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ client, group, resolve, reject })
      if (!this.#running) this.#working = this.#work()
    })
  }

  async #work(): Promise<void> {
    this.#running = true
    for (let turn = await this.#next(); turn; turn = await this.#next()) {
      clearTimeout(this.#idle)
      this.#idle = undefined
      await this.#take(turn)
        .catch((error) => this.#fail(error))
        .then(turn.resolve, turn.reject)
      if (this.#held) this.#evictWhenIdle('25P03', 'idle-in-transaction timeout')
    }
  }

  async #next(): Promise<Turn | undefined> {
    if (this.#crash) return this.#pick(this.#queue[0])
    const leaving = this.#queue.find((turn) => !turn.group)
    if (leaving) return this.#pick(leaving)
    const own = this.#queue.find((turn) => turn.client === this.#actor)
    const first = this.#queue[0]
    if (this.#held || !first || first === own) return this.#pick(own)
    // A session that cannot be inspected cannot be moved either.
    const canMove = async (actor: Client) => packUp(this.#db, actor).catch(() => false)
    if (this.#actor && !this.#clean && !(await canMove(this.#actor))) {
      this.#evictWhenIdle('57P05', 'idle-session timeout')
      return this.#pick(own)
    }
    // The queue may have changed during packing; nobody else takes turns from it.
    return this.#queue.includes(first) ? this.#pick(first) : this.#next()
  }

  #pick(turn: Turn | undefined): Turn | undefined {
    this.#queue = this.#queue.filter((waiting) => waiting !== turn)
    // Immediately, because a client may come in before the loop notices.
    if (!turn) this.#running = false
    return turn
  }

  async #take({ client, group }: Turn): Promise<Buffer> {
    if (!group && client !== this.#actor) return NOTHING
    if (this.#crash) throw this.#crash
    if (client !== this.#actor || !group) await this.#clear()
    if (!group) return NOTHING
    if (client !== this.#actor) {
      this.#actor = client
      this.#clean = false
      await unpack(this.#db, client)
    }
    const bytes = Buffer.concat(group.map((frame) => frame.bytes))
    const answer = await converse(this.#db, bytes)
    observe(client, group, answer.frames)
    const ready = answer.frames.findLast(({ type }) => type === 'Z')
    this.#held = ready?.bytes.toString('latin1', 5) !== 'I'
    this.#clean = bytes.equals(CLEANING)
    return answer.bytes
  }

  /** After anything but a response PGlite is unusable: the next message could block for ever. */
  #fail(error: unknown): never {
    if (!(error instanceof Refusal)) {
      this.#crash ??= new Error('The embedded database has crashed; start it again.', {
        cause: error,
      })
    }
    throw this.#crash ?? error
  }

  async #clear(): Promise<void> {
    if (!this.#clean) await ask(this.#db, CLEAN_SESSION)
    this.#actor = undefined
    this.#held = false
    this.#clean = true
  }

  #evictWhenIdle(code: string, limit: string): void {
    const client = this.#actor
    this.#idle ??= setTimeout(() => {
      client?.evict(code, `terminating connection due to ${limit}`)
    }, this.#idleMs)
  }
}
