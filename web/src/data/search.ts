// Words as the API finds them: without case, without accents, in any script.
const known = new Map<string, readonly string[]>()
const most = 20_000

export function words(text: string): readonly string[] {
  let found = known.get(text)
  if (!found) {
    found =
      text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    if (known.size >= most) known.clear()
    known.set(text, found)
  }
  return found
}
