// docs/import-export.md: runs its commands as written, and checks the responses that the text describes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import '../testing/provided.ts'
import { readPage, runTour } from './tour.ts'

it('docs/import-export.md has commands that work as written, with the responses it describes', async () => {
  const page = await readPage('docs/import-export.md')
  const folder = await mkdtemp(join(tmpdir(), 'duly-files-'))
  try {
    // The export is saved in the current folder.
    const [first, ...others] = page.blocks
    const blocks = [{ isTour: true, code: `cd ${folder}\n${first?.code}` }, ...others]
    const [, taken, dry, other, out, again, calendar] = await runTour(
      { ...page, blocks },
      inject('apiUrl'),
    )
    expect(taken).toMatch(/"created":2,"exists":0,"refused":1,"skipped":0/)
    expect(taken).toMatch(/"row":3,[^}]*"outcome":"refused","errors":\[\{"pointer":"\/due_date"/)
    expect(dry).toMatch(/"dry_run":true,"created":1,"exists":2,"refused":0/)
    expect(other).toMatch(/"created":1,"exists":0,"refused":0/)
    expect(out).toMatch(/^duly-\d{4}-\d\d-\d\d\.json$/m)
    expect(out).toMatch(/^[\w-]+,Call Mia,,Home,/m)
    expect(out).toContain('BEGIN:VTODO\r\n')
    expect(again).toMatch(/"created":0,"exists":3,"refused":0/)
    expect(calendar).toMatch(/SUMMARY:Call Mia\r\n[\s\S]*END:VCALENDAR\r\n/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
