// Adds up vitest's JSON reports and prints the closing line of CI. A step that failed counts as a failure even where
// every test passed.
import { readFileSync } from 'node:fs'

const [, , failedSteps = '1', ...files] = process.argv
let passed = 0
let failed = 0
let skipped = 0
for (const file of files) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + report.numTodoTests
}
if (failed === 0 && (failedSteps !== '0' || passed === 0)) failed = 1
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
