// Derives ids for rows without one of ours: the same file gives the same ids, so importing it again changes nothing.
import { v5 as uuidv5 } from 'uuid'

/**
 * Does not depend on the user, whom the Worker does not know for a personal access token. Ids of different users never
 * collide.
 */
export const derivedId = (source: string, ...parts: readonly (string | number)[]) =>
  uuidv5(JSON.stringify([source, ...parts]), namespace)

/** Must never change: every id derived so far depends on it. */
const namespace = '2c8f3ad4-6b0e-4f57-9a3d-51c7e0b9d846'
