// Two tabs and another device, at random, through a bad network and a broken database, with sessions that end and
// somebody else at the same browser: at the end all of them say what the server says, and nothing that was done is lost
// or there twice.
import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, inject, it } from 'vitest'
import { connectControl } from '../../../tools/neon/control.ts'
import '../../../tools/testing/provided.ts'
import { stored, told } from './testing/accounts.ts'
import { step } from './testing/actions.ts'
import { calm } from './testing/network.ts'
import { play } from './testing/run.ts'

/** `VITE_MODEL_RUNS=1000` asks for more, `VITE_MODEL_SEED='seed path'` for the same again. */
const runs = Number(import.meta.env.VITE_MODEL_RUNS ?? 6)
const [seed = `${Date.now() % 2 ** 31}`, path = ''] =
  import.meta.env.VITE_MODEL_SEED?.split(' ') ?? []

const weather = fc.constantFrom(
  { ...calm, lost: 0.3, cut: 0.1, outage: 0.1 },
  { ...calm, lost: 0.6 },
  { ...calm, cut: 0.9 },
  { ...calm, lost: 0.2, limited: 0.3, expired: 0.3 },
  { ...calm, foreign: 0.6 },
  { ...calm, lost: 0.2, cut: 0.1, expired: 0.1, foreign: 0.3 },
  calm,
)

it(`two tabs and another device end with what the server has, whatever happened (seed ${seed})`, async () => {
  const api = inject('apiUrl')
  const stage = {
    api,
    control: connectControl(inject('controlUrl')),
    struck: new Map<string, number>(),
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 40, size: 'medium' }),
      weather,
      fc.nat(),
      async (steps, through, chance) => {
        const { token, devices, memory } = await play(steps, through, chance, stage)
        const { tasks, lists } = await told(api, { token, session: '' })
        expect(memory.wrongs(tasks, lists)).toEqual([])
        for (const { tabs } of devices)
          for (const data of tabs) {
            for (const id of memory.made.tasks)
              expect(data?.row(id).get()?.task).toEqual(tasks.get(id))
            const known = [...(data?.lists.get() ?? []), ...(data?.archivedLists.get() ?? [])]
            expect(new Map(known.map((list) => [list.id, list]))).toEqual(lists)
          }
        for (const device of devices) await device.forget()
        expect([...(await stored()).keys()]).toEqual([])
      },
    ),
    { numRuns: runs, endOnFailure: true, seed: Number(seed), ...(path && { path }) },
  )
  // It did go wrong, of many runs in every way.
  const struck = [...stage.struck.values()]
  if (!path) expect(runs < 100 ? Math.max(...struck) : Math.min(...struck)).toBeGreaterThan(0)
}, 3_600_000)
