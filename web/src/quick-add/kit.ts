// Loaded when someone is about to type: the parser, and the components that show its findings.
export { Chips } from './chips.tsx'
export { PastedLines } from './pasted-lines.tsx'
export { understand } from './understand.ts'
