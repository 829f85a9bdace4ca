// What is fetched once somebody is about to type: the parser, and what shows its findings.
export { Chips } from './chips.tsx'
export { PastedLines } from './pasted-lines.tsx'
export { understand } from './understand.ts'
