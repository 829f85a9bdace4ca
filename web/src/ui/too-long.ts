/** Says that a text is too long, and by how much; undefined if it is not. Characters are code points, as in the API. */
export function tooLong(subject: string, text: string, most: number): string | undefined {
  const excess = [...text].length - most
  if (excess <= 0) return undefined
  return `${subject} ${excess} ${excess === 1 ? 'character' : 'characters'} too long (${most} at most).`
}
