// The database behind the Worker under test: faults, the call log, and SQL as its owner.
import { neon, neonConfig } from '@neondatabase/serverless'
import { inject } from 'vitest'
import { connectControl } from '../../tools/neon/control.ts'
import type {} from './declarations.ts'

export const control = connectControl(inject('controlUrl'))

const { DATABASE_URL = '', NEON_ENDPOINT = '' } = inject('settings')
neonConfig.fetchEndpoint = `${NEON_ENDPOINT}/sql`

/** Runs as the owner of the database, bypassing row-level security. */
export const sql = neon(DATABASE_URL, { disableWarningInBrowsers: true })
