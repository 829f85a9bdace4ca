/** A file, ready to be sent. */
export type Readable = {
  file: File
  /** The encoding of the file, if it is not UTF-8. */
  encoding?: 'UTF-16' | 'Windows-1252'
}

/** Converts a file to UTF-8: Outlook writes tables in the encoding of Windows, and some editors in UTF-16. */
export async function inUtf8(file: File): Promise<Readable> {
  const bytes = await file.arrayBuffer()
  const decoded = (label: string) => new TextDecoder(label, { fatal: true }).decode(bytes)
  const [first, second] = new Uint8Array(bytes.slice(0, 2))
  if (first === 0xff && second === 0xfe) return remade(file, decoded('utf-16le'), 'UTF-16')
  if (first === 0xfe && second === 0xff) return remade(file, decoded('utf-16be'), 'UTF-16')
  try {
    decoded('utf-8')
    return { file }
  } catch {
    return remade(file, decoded('windows-1252'), 'Windows-1252')
  }
}

const remade = (
  file: File,
  text: string,
  encoding: NonNullable<Readable['encoding']>,
): Readable => ({
  file: new File([text], file.name, { type: file.type }),
  encoding,
})

export const isZip = (start: string) => start.startsWith('PK\u0003\u0004')
