// The items of a TickTick checklist, in one cell of its CSV: ▫ is open, ▪ is done.

interface Item {
  title: string
  isDone: boolean
}

/** Text before the first mark stays in the notes, as does a list without marks. */
export function ticktickItems(content: string): { notes: string; items: Item[] } {
  const [notes = '', ...rest] = content.split(/(?=[▪▫])/u)
  const items = rest
    .map((text) => ({ title: text.slice(1).trim(), isDone: text.startsWith('▪') }))
    .filter(({ title }) => title !== '')
  return { notes: notes.trim(), items }
}
