/** Replaced by the port. */
export function rankBetween(before: string | null, after: string | null): string {
  return after === null ? `${before ?? 'a'}V` : `${before ?? ''}${after.slice(0, -1)}0V`
}
