// Reads CSV (RFC 4180) as spreadsheets write it: comma or semicolon, any line ending, with or without a byte order
// mark.

interface CsvRecord {
  cells: string[]
  /** Says what is wrong with the quotes; the cells are then a guess. */
  fault?: string
}

/** Yields every record, including blank ones, so that record n is row n of a spreadsheet. Never throws. */
export function* csvRecords(text: string): Generator<CsvRecord, undefined> {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const [comma, semicolon] = [',', ';'].map((d) => recordAt(text, start, d).record.cells.length)
  const delimiter = (semicolon ?? 0) > (comma ?? 0) ? ';' : ','
  let at = start
  while (at < text.length) {
    const { record, next } = recordAt(text, at, delimiter)
    yield record
    at = next
  }
}

/** No table of tasks has more columns, and no task more characters: each cell costs time and memory. */
const mostCells = 1_000
const longest = 100_000

function recordAt(text: string, start: number, delimiter: string) {
  const record: CsvRecord = { cells: [] }
  let at = start
  for (;;) {
    const { cell, end, fault } =
      text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter)
    if (record.cells.length < mostCells) record.cells.push(cell.slice(0, longest))
    else record.fault = `has over ${mostCells} cells`
    if (fault) record.fault = fault
    if (text[end] !== delimiter) {
      return { record, next: end + (text.startsWith('\r\n', end) ? 2 : 1) }
    }
    at = end + 1
  }
}

interface Cell {
  cell: string
  end: number
  fault?: string
}

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start
  while (end < text.length && !endsCell(text[end], delimiter)) end += 1
  return { cell: text.slice(start, end), end }
}

function quotedCell(text: string, start: number, delimiter: string): Cell {
  let cell = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) {
      return {
        cell: cell + text.slice(from),
        end: text.length,
        fault: 'has a quote without an end',
      }
    }
    cell += text.slice(from, quote)
    if (text[quote + 1] !== '"') {
      const { cell: rest, end } = plainCell(text, quote + 1, delimiter)
      return rest.trim() === ''
        ? { cell, end }
        : { cell: cell + rest, end, fault: 'has text behind a closing quote' }
    }
    cell += '"'
    from = quote + 2
  }
}

const endsCell = (character: string | undefined, delimiter: string) =>
  character === delimiter || character === '\n' || character === '\r'
