// Pieces of a text that the parser must treat as plain words.

export interface Range {
  start: number
  end: number
}

/** Leaves brackets, commas and dashes around a piece outside, because they separate it from its neighbours. */
export function trimmed(text: string, { start, end }: Range): Range {
  const piece = text.slice(start, end)
  const lead = /^[\s,;:()\-–—]*/.exec(piece)?.[0].length ?? 0
  const trail = /[\s,;:()\-–—]*$/.exec(piece.slice(lead))?.[0].length ?? 0
  return { start: start + lead, end: end - trail }
}

/** Where the pieces are after an edit of the text; pieces that were edited themselves are dropped. */
export function moved(ranges: readonly Range[], before: string, after: string): Range[] {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const shift = after.length - before.length
  return ranges
    .flatMap(({ start, end }) => {
      if (end <= head) return [{ start, end }]
      if (start >= before.length - tail) return [{ start: start + shift, end: end + shift }]
      return []
    })
    .filter(({ start, end }) => !isWithinWord(after, start) && !isWithinWord(after, end))
}

const isWithinWord = (text: string, at: number) =>
  /[\p{L}\p{N}]$/u.test(text.slice(0, at)) && /^[\p{L}\p{N}]/u.test(text.slice(at))

// Letters of the Yi script: a word made of one of them alone means nothing to the parser, or to anyone.
const [firstLetter, lettersInAll] = [0xa000, 1_165]

/** The text with the pieces masked, each at its old length, and a way to map the result back. */
export function masked(text: string, ranges: readonly Range[]) {
  const pieces: { run: RegExp; words: string }[] = []
  let at = 0
  let rest = text
  for (const { start, end } of ranges) {
    let letter = ''
    do letter = String.fromCharCode(firstLetter + (at++ % lettersInAll))
    while (text.includes(letter) && at < 2 * lettersInAll)
    pieces.push({
      run: new RegExp(`${letter}+`, 'g'),
      words: text.slice(start, end).replace(/\s+/g, ' '),
    })
    rest = rest.slice(0, start) + letter.repeat(end - start) + rest.slice(end)
  }
  return {
    text: rest,
    restore: (part: string) =>
      pieces.reduce((whole, { run, words }) => whole.replace(run, () => words), part),
  }
}
