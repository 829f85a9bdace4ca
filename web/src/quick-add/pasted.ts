/** Lines of a text as titles, without the dashes and boxes that lists are written with. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim().replace(/^(?:[-*•]\s+)?(?:\[[ xX]?\]\s+)?/, ''))
    .filter((line) => line !== '')

/** More than this is a file, and imported as one. */
export const mostLines = 200
