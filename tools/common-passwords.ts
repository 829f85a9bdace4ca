// npm run common-passwords: regenerates the Worker's list of common passwords.
import { writeFileSync } from 'node:fs'
import { commonPasswords, file } from './passwords/list.ts'

writeFileSync(file, commonPasswords())
