// The workspace that is open in this tab. Rooms get it through context; only the app opens it, and only the end of a
// session closes it.
import { type Authorize, sendFor } from './api.ts'
import { openData } from './data/open.ts'
import * as preferences from './preferences.ts'
import { newWorkspace, type Workspace } from './workspace.ts'

const longest = 1_000

let open: { userId: string; workspace: Promise<Workspace> } | null = null

/** Returns the same one for as long as this user is signed in. */
export function workspaceOf(userId: string, authorize: Authorize): Promise<Workspace> {
  if (open?.userId === userId) return open.workspace
  const timezone = preferences.timeZone()
  let painted = () => {}
  const isPainted = new Promise<void>((resolve) => {
    painted = resolve
    // Continues even if the page is never painted.
    setTimeout(resolve, longest)
  })
  const workspace = openData({
    userId,
    send: sendFor(authorize),
    timezone,
    painted: isPainted,
  }).then((data) => newWorkspace(data, painted))
  open = { userId, workspace }
  return workspace
}

/** On sign-out: nothing of the user stays in this browser. */
export async function forgetWorkspace(): Promise<void> {
  const leaving = open
  open = null
  await (await leaving?.workspace)?.data.erase()
}

/** When the session ended by itself: unsynced changes stay for this user, and nobody else. */
export async function leaveWorkspace(): Promise<void> {
  const leaving = open
  open = null
  const data = (await leaving?.workspace)?.data
  if (!data) return
  if ((await data.unsent()) > 0) data.close()
  else await data.erase()
}
