// Whether a file is what the build made of it, wherever it comes from: a half-arrived deployment answers with other
// files, with parts of them, and with pages in the place of scripts.

export interface Shell {
  /** By path, the SHA-256 of what it has in it, in base64. */
  files: Record<string, string>
  /** The lines of the page, at `/`. */
  page: string[]
}

export async function isBuilt(shell: Shell, file: string, response: Response): Promise<boolean> {
  if (response.status !== 200 || response.redirected) return false
  try {
    // As it is run: the browser has undone what the host has done to it for the way.
    const bytes = await response.clone().arrayBuffer()
    return file === '/' ? isPage(bytes, shell.page) : (await hashOf(bytes)) === shell.files[file]
  } catch {
    // It breaks off, on the way or on the disk.
    return false
  }
}

/** All of its lines in their order: hosts put lines of their own into pages, for counting visitors. */
function isPage(bytes: ArrayBuffer, lines: readonly string[]): boolean {
  const text = new TextDecoder().decode(bytes)
  let from = 0
  return lines.every((line) => {
    const at = text.indexOf(line, from)
    from = at + line.length
    return at >= 0
  })
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return btoa(String.fromCharCode(...hash))
}

/** Of a file of another build, which has no list here: whether it can be run as what it is asked for. */
export const isWhole = ({ ok, headers }: Response, { destination }: Request): boolean =>
  ok && (destination === 'document' || !headers.get('content-type')?.startsWith('text/html'))
