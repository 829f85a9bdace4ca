import { expect, it } from 'vitest'
import { inUtf8, isZip } from './read-file.ts'

const fileOf = (...bytes: number[]) => new File([new Uint8Array(bytes)], 'tasks.csv')
const read = async (file: File) => {
  const { file: readable, encoding } = await inUtf8(file)
  return [await readable.text(), encoding, readable.name]
}

it.each([
  ['UTF-8 as it is', [0xc3, 0xa9], 'é', undefined],
  ['nothing', [], '', undefined],
  ['what Windows writes', [0xe9, 0x80], 'é€', 'Windows-1252'],
  ['UTF-16 with its mark', [0xff, 0xfe, 0xe9, 0x00], 'é', 'UTF-16'],
  ['UTF-16 the other way round', [0xfe, 0xff, 0x00, 0xe9], 'é', 'UTF-16'],
])('reads %s', async (_, bytes, text, encoding) => {
  expect(await read(fileOf(...bytes))).toEqual([text, encoding, 'tasks.csv'])
})

it('knows a ZIP file by its beginning', () => {
  expect([isZip('PK\u0003\u0004...'), isZip('PKW,title')]).toEqual([true, false])
})
