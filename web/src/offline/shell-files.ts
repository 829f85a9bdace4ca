// Checks whether a file is the build's own, wherever it comes from. A half-finished deployment answers with other
// files, with parts of them, and with pages in place of scripts.

export interface Shell {
  /** By path, the SHA-256 of its contents, in base64. */
  files: Record<string, string>
  /** The lines of the page, at `/`. */
  page: string[]
}

export async function isBuilt(shell: Shell, file: string, response: Response): Promise<boolean> {
  if (response.status !== 200 || response.redirected) return false
  try {
    // The decoded bytes: the browser has undone any compression.
    const bytes = await response.clone().arrayBuffer()
    return file === '/' ? isPage(bytes, shell.page) : (await hashOf(bytes)) === shell.files[file]
  } catch {
    // It breaks off, in transit or on the disk.
    return false
  }
}

/** Requires all lines in order. Hosts insert lines of their own, for example to count visitors. */
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

/** For a file of another build, for which there is no list: checks whether it is of the requested type. */
export const isWhole = ({ ok, headers }: Response, { destination }: Request): boolean =>
  ok && (destination === 'document' || !headers.get('content-type')?.startsWith('text/html'))
