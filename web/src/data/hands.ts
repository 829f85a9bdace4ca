// What is needed to do something, and not to show what is there: it comes when the first screen stands.
export { apply } from './apply.ts'
export { commandsOn } from './commands.ts'
export { keepingOf } from './keeping.ts'
export { answered } from './resolve.ts'
export { searchOf } from './search.ts'
export { writesOn } from './writes.ts'
