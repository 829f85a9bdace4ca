import type { List } from '../../../worker/lists/schema.ts'

/** The API's colours, each with its dot. */
export const dots: Record<List['color'], string> = {
  gray: 'bg-(--dot-gray)',
  red: 'bg-(--dot-red)',
  orange: 'bg-(--dot-orange)',
  yellow: 'bg-(--dot-yellow)',
  green: 'bg-(--dot-green)',
  teal: 'bg-(--dot-teal)',
  blue: 'bg-(--dot-blue)',
  indigo: 'bg-(--dot-indigo)',
  purple: 'bg-(--dot-purple)',
  pink: 'bg-(--dot-pink)',
}

export const colors = Object.keys(dots) as List['color'][]
