// What is needed to do something, and not to show what is there: it comes when the first screen stands.

export { answered } from './conflicts/resolve.ts'
export { apply } from './mutations/mutators.ts'
export { commandsOn } from './mutations/task-actions.ts'
export { writesOn } from './storage/indexed-db-writes.ts'
export { keepingOf } from './storage/page-lifecycle.ts'
export { searchOf } from './store/search.ts'
