// Generated clients: the types compile, and the program works.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import '../testing/provided.ts'
import { root } from '../stack/wrangler.ts'

const tools = join(root, 'tools/api-client/node_modules')
/** A place where it finds openapi-fetch. Node does not strip types there, so it is compiled. */
const cache = join(root, 'node_modules/.cache')
let folder: string
beforeAll(async () => {
  await mkdir(cache, { recursive: true })
  folder = await mkdtemp(join(cache, 'api-client-'))
  const document = await (await fetch(`${inject('apiUrl')}/api/openapi.json`)).text()
  await writeFile(join(folder, 'openapi.json'), document)
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await copyFile(join(root, 'tools/api-client/program.ts'), join(folder, 'program.ts'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(program: string, args: string[]): Promise<string> {
  const child = promisify(execFile)(process.execPath, [program, ...args], { cwd: folder })
  // The compiler writes its errors to standard output.
  const { stdout } = await child.catch((error) => {
    throw new Error(`${error.message}\n${error.stdout}`)
  })
  return stdout
}

it('a client of openapi-typescript and openapi-fetch signs up and in, and manages tasks', async () => {
  await run(join(tools, 'openapi-typescript/bin/cli.js'), ['openapi.json', '-o', 'schema.d.ts'])
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,dom']
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
  await run(join(tools, 'typescript/bin/tsc'), ['program.ts', ...strict, ...types])
  expect(JSON.parse(await run('program.js', [inject('apiUrl')]))).toEqual({
    titles: ['Call Mia'],
    priority: 4,
    due_date: null,
    version: 2,
    refusals: ['version_mismatch', 'validation_failed', '/title'],
  })
})
