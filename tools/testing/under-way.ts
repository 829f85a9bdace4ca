// A vitest reporter that writes the running tests to a file, so that an interrupted run can say where it was.
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

export default class UnderWay implements Reporter {
  /** The running test of each file, by file. */
  readonly #tests = new Map<string, string>()

  onTestModuleStart({ moduleId }: TestModule): void {
    this.#note(moduleId, '')
  }

  onTestCaseReady({ module, fullName }: TestCase): void {
    this.#note(module.moduleId, ` > ${fullName}`)
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#tests.delete(moduleId)
    this.#write()
  }

  #note(moduleId: string, test: string): void {
    this.#tests.set(moduleId, test)
    this.#write()
  }

  #write(): void {
    const file = process.env.UNDER_WAY_FILE
    const lines = [...this.#tests].map(([moduleId, test]) => `${relative('', moduleId)}${test}\n`)
    if (file) writeFileSync(file, lines.join(''))
  }
}
