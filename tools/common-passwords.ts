// npm run common-passwords: writes the Worker's list of common passwords anew.
import { writeFileSync } from 'node:fs'
import { commonPasswords, file } from './passwords/list.ts'

writeFileSync(file, commonPasswords())
