// All of Duly, running, for tests from outside.
import type { TestProject } from 'vitest/node'
import { startBuilt } from '../stack/built.ts'
import './provided.ts'

export default async function setup(project: TestProject) {
  const { stop, ...duly } = await startBuilt()
  project.provide('settings', duly.settings)
  project.provide('controlUrl', duly.controlUrl)
  project.provide('apiUrl', duly.apiUrl)
  project.provide('webUrl', duly.webUrl)
  project.provide('dist', duly.dist)
  return stop
}
