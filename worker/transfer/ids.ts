// Ids for what has none of ours: the same file gives the same ids, so that importing it again changes nothing.
import { v5 as uuidv5 } from 'uuid'

/** The owner is in it: the same file of two people becomes different tasks. */
export const derivedId = (owner: string, source: string, ...parts: readonly (string | number)[]) =>
  uuidv5(JSON.stringify([owner, source, ...parts]), namespace)

/** Must never change: every id derived so far came from it. */
const namespace = '2c8f3ad4-6b0e-4f57-9a3d-51c7e0b9d846'
