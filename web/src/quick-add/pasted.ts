/** Turns lines of text into titles, without list bullets and checkboxes. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim().replace(/^(?:[-*•]\s+)?(?:\[[ xX]?\]\s+)?/, ''))
    .filter((line) => line !== '')

/** More lines should be imported as a file. */
export const mostLines = 200
