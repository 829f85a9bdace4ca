// What is needed to do something, and not to show what is there: it comes when the first screen stands.

export { resolveConflict } from './conflicts/resolve.ts'
export { applyMutation } from './mutations/mutators.ts'
export { taskActions } from './mutations/task-actions.ts'
export { createWrites } from './storage/indexed-db-writes.ts'
export { watchPageLifecycle } from './storage/page-lifecycle.ts'
export { searchFilter } from './store/search.ts'
