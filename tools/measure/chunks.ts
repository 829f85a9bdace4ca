// The size of the whole app, needed at once or not.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Measure } from './table.ts'

/** Bytes are gzip, in kB of 1000. */
export async function allScripts(dist: string): Promise<Measure> {
  const names = await readdir(join(dist, 'assets'))
  const scripts = names.filter((name) => name.endsWith('.js'))
  const bytes = await Promise.all(
    scripts.map(async (name) => gzipSync(await readFile(join(dist, 'assets', name))).length),
  )
  const figure = bytes.reduce((sum, one) => sum + one, 0) / 1_000
  return { what: 'all JavaScript', unit: 'kB', bound: 260, figure }
}
