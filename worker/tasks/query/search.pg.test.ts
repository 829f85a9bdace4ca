// What `q` finds, from the request to the index and back. Folding itself: worker/domain/search-terms.test.ts.
import { describe, expect, it } from 'vitest'
import { call } from '../../testing/call.ts'
import { signUp } from '../../testing/people.ts'
import { make, page, titles } from './testing/asking.ts'

describe('a search', () => {
  it.each([
    ['CAFE', 'Café au lait'],
    ['café', 'CAFE'],
    ['den', 'Dentist'],
    ['milk buy', 'Buy oat milk'],
    ['istanbul', 'İSTANBUL'],
    ['ışık', 'ISIK'],
    ['strasse', 'Hauptstraße Straße'],
    ['STRAẞE', 'strasse'],
    ['oeuvre', 'Œuvre'],
    ['file', 'ﬁle'],
    ['カレー', '昼はカレーライス'],
    ['東京', '明日は東京都へ行く'],
    ['مرحبا', 'مَرْحَبًا بك'],
    ['ภาษา', 'ฉันพูดภาษาไทยได้'],
    ['שלום', 'שָׁלוֹם עולם'],
    ['елка', 'Ёлка'],
    ['हिन्दी', 'मुझे हिन्दी आती है'],
    ['한국', '한국어 공부'],
    ['🎉', 'Party 🎉!'],
    ['👩‍👩‍👧', 'Family 👩‍👩‍👧 photo'],
    ['c++', 'Learn C++'],
    ['#5', 'Fix #5'],
    ['100%', 'Give 100% today'],
    ['snake_case', 'Use snake_case here'],
    ['a\\b', 'Path a\\b'],
    ["o'brien", "Call O'Brien"],
    ['"quoted"', 'A "quoted" word'],
    ['word:*', 'a word:* b'],
    ['a&b', 'x a&b y'],
    ['!(a|b)', 'x !(a|b) y'],
    ['!dentist', 'No dentist'],
    ["'; drop table tasks; --", "Bobby'; drop table tasks; --"],
    ['x'.repeat(300), `${'x'.repeat(400)} end`],
    ['e\u0301te\u0301', 'été'],
    ['Ａ１', 'a1'],
  ])('for %s finds %s', async (q, title) => {
    const ada = await signUp()
    await make(ada, [{ title: 'Something else' }, { title }, { title: 'In notes', notes: title }])
    expect(await titles(ada, { q, sort: 'created' })).toEqual([title, 'In notes'])
    expect(await titles(ada, { q, view: 'inbox', limit: '1' })).toEqual([title])
  })

  it.each([
    ['tist', 'Dentist'],
    ['buy rye', 'Buy oat milk'],
    ['app%', 'apples'],
    ['%', 'anything'],
    ['a_c', 'abc'],
    ['_', 'anything'],
    ['a\\c', 'a c'],
    ['\\', 'anything'],
    ['c++', 'c'],
    ['c#', 'c++'],
    ['#hash', 'hash'],
    ['dentist|apple', 'dentist'],
    ['home', 'labelled'],
    ['カ', 'ガス'],
  ])('for %s does not find %s', async (q, title) => {
    const ada = await signUp()
    await make(ada, [{ title, labels: ['home'] }])
    expect(await titles(ada, { q })).toEqual([])
  })

  it('finds words partly in the title and partly in the notes', async () => {
    const ada = await signUp()
    await make(ada, [{ title: 'Call Mia', notes: 'about the **garden**' }, { title: 'Call' }])
    expect(await titles(ada, { q: 'gard mia' })).toEqual(['Call Mia'])
  })

  it('follows every kind of write, and finds nothing that was removed', async () => {
    const ada = await signUp()
    const [task] = await make(ada, [{ title: 'Alpha', notes: 'beta' }])
    const path = `/api/v1/tasks/${task?.id}`
    const write = (method: string, body: object) => call(path, { token: ada.token, method, body })
    const found = async () => {
      const words = ['alpha', 'beta', 'gamma', 'delta', 'omega']
      const hits = await Promise.all(words.map((q) => titles(ada, { q })))
      return words.filter((_, n) => hits[n]?.length === 1)
    }
    expect(await found()).toEqual(['alpha', 'beta'])
    await write('PATCH', { title: 'Gamma' })
    expect(await found()).toEqual(['beta', 'gamma'])
    await write('PATCH', { notes: 'delta' })
    expect(await found()).toEqual(['gamma', 'delta'])
    await write('PATCH', { priority: 1 })
    expect(await found()).toEqual(['gamma', 'delta'])
    await write('PUT', { title: 'Omega' })
    expect(await found()).toEqual(['omega'])
    await call(path, { token: ada.token, method: 'DELETE' })
    expect(await found()).toEqual([])
    expect(await titles(ada, { q: 'omega', view: 'trash' })).toEqual(['Omega'])
    await call(`${path}/restore`, { token: ada.token, method: 'POST' })
    await call(`${path}/complete`, { token: ada.token, method: 'POST' })
    expect(await titles(ada, { q: 'omega', view: 'completed' })).toEqual(['Omega'])
  })

  it('finds nothing of another user', async () => {
    const [ada, bob] = [await signUp(), await signUp('Bob')]
    await make(ada, [{ title: 'Secret', labels: ['mine'] }])
    for (const query of [{ q: 'secret' }, { label: 'mine' }, { q: 's' }]) {
      expect(await page(bob, query)).toEqual({ items: [], next_cursor: null })
    }
  })

  it('works across pages in any order, and with any filter', async () => {
    const ada = await signUp()
    await make(
      ada,
      Array.from({ length: 12 }, (_, n) => ({ title: `Word ${n % 4}`, priority: n % 2 })),
    )
    for (const sort of ['title', '-title', 'rank', '-due', 'priority', '-updated', 'created']) {
      const found: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = { q: 'wor', priority: '1', sort, limit: '2', ...(cursor && { cursor }) }
        const { items, next_cursor } = await page(ada, query)
        found.push(...items.map(({ id }) => id))
        cursor = next_cursor
      }
      expect([sort, found.length, new Set(found).size]).toEqual([sort, 6, 6])
    }
  })
})
