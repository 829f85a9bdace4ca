// Opens one person's data in this browser. This part is in the app's first chunk: it shows the boot snapshot, and then
// fetches the engine, which does everything else. README.md has the whole picture.
import { lazy } from '../state/lazy.ts'
import { retry } from '../state/retry.ts'
import type { Boot } from './boot.ts'
import { createCalendar } from './calendar.ts'
import type { Data, DataOptions } from './contract.ts'
import { queuedActions } from './mutations/queued-actions.ts'
import { createStatus } from './status.ts'
import { finishErasures, markForErasure } from './storage/erase.ts'
import { openIndexedDb, type Storage } from './storage/indexed-db.ts'
import { createLiveQueries } from './store/live-queries.ts'
import { createRows } from './store/rows.ts'

export async function openData(options: DataOptions): Promise<Data> {
  const { userId, now = () => new Date() } = options
  const calendar = createCalendar(now, options.timezone)
  const rows = createRows()
  const queries = createLiveQueries(rows, calendar.get)
  const status = createStatus()
  let isClosed = false
  let isReplaced = false

  await finishErasures(userId).catch(() => {})
  const storage: Storage = await openIndexedDb(userId, (code) => {
    isReplaced = code === 'upgraded'
    close()
    status.state.set({ kind: 'trouble', waiting: 0, code, detail: '', retryAt: null })
  }).catch(async (error: unknown) =>
    (await retry(() => import('./storage/memory.ts'))).openMemory(userId, error),
  )

  const boot: Boot = { calendar, rows, queries, storage, status }
  const engine = lazy(async () => {
    const { createEngine } = await import('./engine.ts')
    return createEngine(options, boot)
  })
  const isOver = () => isClosed

  async function start(painted?: Promise<void>) {
    await painted
    const there = await engine.eventually(isOver).catch(() => null)
    if (isClosed) there?.close(isReplaced)
    else await there?.start()
  }

  function close() {
    if (isClosed) return
    isClosed = true
    engine.now()?.close(isReplaced)
    // Mutations under way reach the disk first.
    void settled().then(storage.close)
  }
  const settled = async () => void (await engine.now()?.settled())

  const isShown = await showSnapshot(boot)
  void start(isShown ? options.painted : undefined)

  return {
    ...queries.queries,
    ...queuedActions(engine, isOver),
    readiness: status.readiness,
    firstSync: status.firstSync,
    isPullPaused: status.isPullPaused,
    state: status.state,
    storageTrouble: storage.trouble,
    pausePull(isPaused) {
      status.isPullPaused.set(isPaused)
      if (!isPaused) engine.now()?.resumePull()
    },
    setTimeZone(timezone) {
      if (calendar.update(timezone)) queries.refresh()
    },
    sync: async () => (await engine.eventually(isOver)).sync(),
    async unsent() {
      const stored = await storage.count().catch(() => 0)
      return Math.max(engine.now()?.pendingCount() ?? 0, stored)
    },
    close,
    async erase() {
      if (!storage.isEphemeral || storage.trouble) markForErasure(userId)
      close()
      engine.now()?.close()
      await settled()
      await storage.erase()
    },
  }
}

/** @returns whether there was one */
async function showSnapshot({ rows, queries, storage, status }: Boot): Promise<boolean> {
  const snapshot = await storage.snapshot()
  if (!snapshot) return false
  for (const task of snapshot.tasks) rows.setServerRow('task', task.id, task)
  for (const list of snapshot.lists) rows.setServerRow('list', list.id, list)
  queries.changed(
    rows.rebuildLayer(() => {}),
    [],
  )
  queries.refreshRows()
  status.readiness.set('snapshot')
  return true
}
