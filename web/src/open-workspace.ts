// Whose workspace is open in this tab. Rooms get it by context; only the app opens it, only a session's end closes it.
import { type Authorize, sendFor } from './api.ts'
import { openData } from './data/open.ts'
import * as preferences from './preferences.ts'
import { newWorkspace, type Workspace } from './workspace.ts'

const longest = 1_000

let open: { userId: string; workspace: Promise<Workspace> } | null = null

/** The same one for as long as this person is here. */
export function workspaceOf(userId: string, authorize: Authorize): Promise<Workspace> {
  if (open?.userId === userId) return open.workspace
  const timezone = preferences.timeZone()
  let painted = () => {}
  const isPainted = new Promise<void>((resolve) => {
    painted = resolve
    // Whatever keeps the page from it, the rest comes.
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

/** By their own wish: nothing of theirs stays in this browser. */
export async function forgetWorkspace(): Promise<void> {
  const leaving = open
  open = null
  await (await leaving?.workspace)?.data.erase()
}

/** Not by their wish: what the server has not got waits here for them, and for nobody else. */
export async function leaveWorkspace(): Promise<void> {
  const leaving = open
  open = null
  const data = (await leaving?.workspace)?.data
  if (!data) return
  if ((await data.unsent()) > 0) data.close()
  else await data.erase()
}
