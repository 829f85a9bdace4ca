// Adds up vitest's JSON reports, lists failures again (a log of thousands of lines hides them) and prints the last line
// of CI. A failed step counts as a failure even if every test passed.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

const [, , failedSteps = '1', ...files] = process.argv
let passed = 0
let failed = 0
let skipped = 0
for (const file of files) {
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + report.numTodoTests
  for (const suite of report.testResults) {
    if (suite.status === 'failed' && suite.assertionResults.length === 0) {
      console.log(`FAILED ${relative('', suite.name)}\n${suite.message.slice(0, 1500)}`)
    }
    for (const test of suite.assertionResults) {
      if (test.status !== 'failed') continue
      const [reason = ''] = test.failureMessages
      console.log(`FAILED ${relative('', suite.name)} > ${test.fullName}\n${reason.slice(0, 1500)}`)
    }
  }
}
if (failed === 0 && (failedSteps !== '0' || passed === 0)) failed = 1
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
