// Every function in migrations/ is used: the Worker calls it, a trigger, policy or default does, or another used function.
import { expect, it } from 'vitest'

const sqlFiles = import.meta.glob('../../migrations/**/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const workerFiles = import.meta.glob(['../**/*.ts', '!../**/*.test.ts', '!../**/testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const worker = Object.values(workerFiles)
  .join('\n')
  .replaceAll(/(?<=^|\s)\/\/.*|\/\*[\s\S]*?\*\//gm, '')

/** Statements begin in the first column, and nothing else that begins there looks like one. */
const statements = Object.values(sqlFiles)
  .join('\n')
  .replaceAll(/--.*/g, '')
  .split(/^(?=(?:create|alter|grant|revoke|do)\b)/m)
  .filter((statement) => !/^(?:grant|revoke)/.test(statement))

const nameOf = (statement: string) =>
  /^create (?:or replace )?function ([\w.]+)/.exec(statement)?.[1]
const namesIn = (text: string) => text.match(/\b(?:app|auth)\.\w+/g) ?? []

const bodies = new Map<string, string>()
for (const statement of statements) {
  const name = nameOf(statement)
  if (name) bodies.set(name, (bodies.get(name) ?? '') + statement)
}
const others = statements.filter((statement) => !nameOf(statement))

it('no function in the SQL is dead', () => {
  expect(bodies.size).toBeGreaterThan(50)
  const used = new Set<string>()
  const use = (text: string) => {
    for (const name of namesIn(text)) {
      if (used.has(name)) continue
      used.add(name)
      use(bodies.get(name) ?? '')
    }
  }
  use(worker)
  use(others.join('\n'))
  expect([...bodies.keys()].filter((name) => !used.has(name))).toEqual([])
})
