// Runs the commands of a page as written, one block after the other in one shell.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../stack/wrangler.ts'
import { runShell } from './shell.ts'

export interface DocPage {
  text: string
  /** The `sh` blocks; those marked `tour` need a running API. */
  blocks: { isTour: boolean; code: string }[]
}

export async function readPage(path: string): Promise<DocPage> {
  const text = await readFile(join(root, path), 'utf8')
  const blocks = [...text.matchAll(/```sh( tour)?\n(.*?)```/gs)].map(([, tour, code = '']) => ({
    isTour: tour !== undefined,
    code,
  }))
  return { text, blocks }
}

/** Returns the output of each block. Only the API's address may differ from the page. */
export async function runTour({ blocks }: DocPage, api: string): Promise<string[]> {
  const tour = blocks.filter(({ isTour }) => isTour).map(({ code }) => code)
  const script = tour.join(`\necho; echo '${border}'\n`)
  const output = await runShell(script.replace('API=http://127.0.0.1:8787', `API=${api}`))
  return output.split(`${border}\n`)
}

const border = '---- next block ----'

/** Pages and pictures in this repository that a page links to, relative to the page. */
export const linksOf = ({ text }: DocPage): string[] =>
  [...text.matchAll(/(?:\]\(|src="|srcset=")(?!https?:|#)([^)"#]+)[^)"]*[)"]/g)].map(
    ([, link = '']) => link,
  )
