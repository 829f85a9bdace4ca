// Classifies words that were not read: similar to a date, to a time, or to neither.
import { isNumbered } from './due.ts'
import type { Token } from './tokens.ts'
import { monthNamed, ordinalNamed, weekdayNamed, wordAt } from './words.ts'

export type Likeness = 'date' | 'unit' | 'occasion' | 'figure' | 'time' | 'part' | ''

const units =
  /^(?:days?|weeks?|wks?|weekends?|fortnights?|months?|quarters?|years?|decades?|wd|weekdays?|workdays?|business|working)$/
const occasions =
  /day$|^(?:christmas|xmas|easter|halloween|thanksgiving|advent|lent|ramadan|diwali|holidays|eve|terms?|semesters?|duration|ages|sessions?|lessons?)$/
const seasons = /^(?:spring|summer|autumn|fall|winter)$/
const partsOfDay = /^(?:mornings?|afternoons?|evenings?|nights?|noon|midday|midnight)$/
// Ambiguous words: dates beside a number, or after "in" and the like.
const ambiguous = /^(?:sat|sun|wed|may|march|april|june|august|jan)$/
const leads =
  /^(?:in|of|until|till|from|through|since|by|mid|early|late|next|this|last|and|or|to|starting|except)$/
const number = /^[\d.]+(?:st|nd|rd|th)?$/
const clock = /^\d{1,2}(?:[:h]\d\d|(?:[:.]\d\d)?(?:[-–]\d{1,2})?(?:am?|pm?|a\.m|p\.m|h))$/
const wholeFigures =
  /^(?:\d{1,2}[/\\]\d|\d{1,4}([-/.])\d{1,2}\1\d|\d{4}(?:[-/.]w?|w)\d\d?(?:[-/.]|$)|\d\d?[-/.]\d{4}$|(?:19|20)\d{6}$|\d+[dwy]$|(?:wk?|kw|cw|q)\d+$|(?:\d+[-–])?\d+(?:st|nd|rd|th)(?:[-–]|$))/

export function likenessOf(tokens: Token[], at: number): Likeness {
  const word = wordAt(tokens, at).replace(/'s?$/, '')
  if (!word || (/^to[dm]$/.test(word) && tokens[at]?.capital)) return ''
  const [before = '', after = ''] = [tokens[at - 1]?.value, tokens[at + 1]?.value]
  if (units.test(word)) return 'unit'
  if (partsOfDay.test(word)) return 'part'
  if (/^to(?:[dm]|day|night|morrow)$|^yesterday$/.test(word)) return 'date'
  if (seasons.test(word)) return leads.test(before) || before === 'the' ? 'date' : ''

  const names = word.split(/[-/&+–|]/)
  if (names.some((name) => isOfCalendar(name))) {
    const isSure = number.test(before) || number.test(after) || leads.test(before)
    return isSure || names.length > 1 || !ambiguous.test(word) ? 'date' : ''
  }
  if (occasions.test(word)) return 'occasion'
  if (isNumbered(tokens, at) && before !== 'at') return ''
  if (names.some((part) => clock.test(part))) return 'time'
  if (wholeFigures.test(word)) return 'date'
  // "2.5 km" and "2000 steps" are numbers, but "24.4" may be a day and "2027" a year.
  const isFigure = /^(?:\d{1,2}[-.]\d{1,2}|(?:19|20)\d\d|(?:twenty|thirty)-.+)$/.test(word)
  return (isFigure || ordinalNamed(word) !== null) && !/^[a-z]{3}/.test(after) ? 'figure' : ''
}

function isOfCalendar(name: string): boolean {
  return weekdayNamed(name.replace(/s$/, '')) !== null || monthNamed(name) !== null
}
