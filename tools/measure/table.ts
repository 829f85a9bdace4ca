// Prints budgets and figures side by side.
export interface Measure {
  what: string
  unit: string
  bound: number | null
  figure: number
}

export const isMissed = ({ bound, figure }: Measure) => bound !== null && figure > bound

export function table(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => [
    measure.what,
    measure.bound === null ? '' : `≤ ${measure.bound} ${measure.unit}`,
    `${round(measure.figure)} ${measure.unit}`,
    isMissed(measure) ? 'missed' : '',
  ])
  const lines = [['what', 'bound', 'figure', ''], ['---', '---', '---', '---'], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const round = (figure: number) => Math.round(figure * 10) / 10

/** The figure that this share of all figures does not exceed. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
