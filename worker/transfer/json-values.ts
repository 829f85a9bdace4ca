// Counts the values of a JSON file without creating them: a few bytes of text can become many in memory.

/** This many need at least 17 bytes each in a file of 5 MiB; tasks of real exports have more. */
export const mostValues = 300_000

/** True for JSON with more elements and members than a Worker has memory for. Linear, and allocates nothing. */
export function hasTooManyValues(text: string): boolean {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return false
  let values = 0
  let isString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isString) {
      if (code === backslash) at += 1
      else if (code === quote) isString = false
    } else if (code === quote) isString = true
    else if (code === comma || code === bracket || code === brace) values += 1
    if (values > mostValues) return true
  }
  return false
}

const [quote, backslash, comma, bracket, brace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b]
