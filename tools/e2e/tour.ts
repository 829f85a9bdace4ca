// The commands of a page, as they stand there, in one shell after the other.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../stack/wrangler.ts'
import { runShell } from './shell.ts'

export interface Page {
  text: string
  /** What its `sh` blocks say; those marked `tour` need a running API. */
  blocks: { isTour: boolean; code: string }[]
}

export async function readPage(path: string): Promise<Page> {
  const text = await readFile(join(root, path), 'utf8')
  const blocks = [...text.matchAll(/```sh( tour)?\n(.*?)```/gs)].map(([, tour, code = '']) => ({
    isTour: tour !== undefined,
    code,
  }))
  return { text, blocks }
}

/** Gives what each block of the tour printed. The only thing that may differ from the page is where the API is. */
export async function runTour({ blocks }: Page, api: string): Promise<string[]> {
  const tour = blocks.filter(({ isTour }) => isTour).map(({ code }) => code)
  const script = tour.join(`\necho; echo '${border}'\n`)
  const output = await runShell(script.replace('API=http://127.0.0.1:8787', `API=${api}`))
  return output.split(`${border}\n`)
}

const border = '---- next block ----'

/** Pages and pictures of this repository that a page links to, by their path from the page. */
export const linksOf = ({ text }: Page): string[] =>
  [...text.matchAll(/(?:\]\(|src="|srcset=")(?!https?:|#)([^)"#]+)[^)"]*[)"]/g)].map(
    ([, link = '']) => link,
  )
