// What both makers of ranks, domain/rank.ts and app.rank_between, answer alike. Null stands for either end of a list.

type Gap = [before: string | null, after: string | null]

export const ranks: [...Gap, rank: string][] = [
  [null, null, 'a1'],
  ['a1', null, 'a2'],
  [null, 'a1', 'Zz'],
  ['a1', 'a1V', 'a1F'],
  ['a1', 'a11', 'a10V'],
  ['a1V', 'a2', 'a1k'],
  ['az', 'b01V', 'b01'],
  ['b0z', 'b10V', 'b0zV'],
  ['Zz', 'a1', 'ZzV'],
  [null, `A${'0'.repeat(25)}1`, `A${'0'.repeat(26)}V`],
  [`z${'z'.repeat(26)}`, null, `z${'z'.repeat(26)}V`],
]

export const refusals: [...Gap, message: string][] = [
  ['a2', 'a1', 'ranks are not in order'],
  ['a1', 'a1', 'ranks are not in order'],
  ['a1', 'Z1', 'ranks are not in order'],
  ['', null, 'malformed rank'],
  ['a', null, 'malformed rank'],
  ['b1', null, 'malformed rank'],
  ['a10', null, 'malformed rank'],
  ['a1-1', null, 'malformed rank'],
  ['a1\n', null, 'malformed rank'],
  ['aé', null, 'malformed rank'],
  [null, '0a1', 'malformed rank'],
  [null, 'a1 ', 'malformed rank'],
]
