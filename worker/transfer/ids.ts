// Ids for what has none of ours: the same file gives the same ids, so that importing it again changes nothing.
import { v5 as uuidv5 } from 'uuid'

/** No user is in it, whom nobody knows of a personal access token: one user's ids never meet another's. */
export const derivedId = (source: string, ...parts: readonly (string | number)[]) =>
  uuidv5(JSON.stringify([source, ...parts]), namespace)

/** Must never change: every id derived so far came from it. */
const namespace = '2c8f3ad4-6b0e-4f57-9a3d-51c7e0b9d846'
