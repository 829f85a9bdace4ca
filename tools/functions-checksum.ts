// Part of npm run fix.
import { writeFunctionsChecksum } from './migrate/functions-checksum.ts'

await writeFunctionsChecksum()
