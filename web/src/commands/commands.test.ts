import { describe, expect, it } from 'vitest'
import { bindingOf, isCharacters, isOfLayout, mayRepeat, mayRun } from './bindings.ts'
import { pressesInWords } from './key-words.ts'
import { distinct, ranked } from './match.ts'

describe('matching a few letters', () => {
  const items = ['Go to Today', 'Today', 'Set due date…', 'Übung', 'New list'].map((title) => ({
    title,
  }))
  const titles = (text: string, more: { title: string; isFound?: boolean }[] = []) =>
    ranked([...items, ...more], text).map(({ title }) => title)

  it.each([
    ['', ['Go to Today', 'Today', 'Set due date…', 'Übung', 'New list']],
    ['to', ['Today', 'Go to Today']],
    ['go to', ['Go to Today']],
    ['today go', ['Go to Today']],
    ['due', ['Set due date…']],
    ['ubung', ['Übung']],
    ['LIST', ['New list']],
    ['x', []],
    ['?!', []],
  ])('%s', (text, expected) => {
    expect(titles(text)).toEqual(expected)
  })

  it('puts items found by something other than their title last', () => {
    const found = { title: 'Call Mia', isFound: true }
    expect(titles('today', [found])).toEqual(['Today', 'Go to Today', 'Call Mia'])
    expect(titles('call', [found])).toEqual(['Call Mia'])
  })

  it('lists each once, the latest', () => {
    const [one, other] = [
      { id: 'a', title: '1' },
      { id: 'a', title: '2' },
    ]
    expect(distinct([one, other])).toEqual([other])
  })
})

describe('keys', () => {
  const free = { isWriting: false, isCovered: false, hasShortcuts: true }

  it.each(['e', '#', 'g i', 'Shift+J', '?', 'g ,'])('%s is a single-key shortcut', (keys) => {
    expect(isCharacters(keys)).toBe(true)
    expect(mayRun(keys, free)).toBe(true)
    expect(mayRun(keys, { ...free, isWriting: true })).toBe(false)
    expect(mayRun(keys, { ...free, isCovered: true })).toBe(false)
    expect(mayRun(keys, { ...free, hasShortcuts: false })).toBe(false)
  })

  it.each([
    ['$mod+k', true, true],
    ['$mod+Shift+z', true, true],
    ['$mod+a', false, false],
    ['Escape', true, false],
    ['Delete', false, false],
    ['Alt+ArrowUp', false, false],
    ['F2', false, false],
  ])('%s is not, and works while writing: %s, in a dialog: %s', (keys, writing, modal) => {
    expect(isCharacters(keys)).toBe(false)
    expect(mayRun(keys, { ...free, hasShortcuts: false })).toBe(true)
    expect(mayRun(keys, { ...free, isWriting: true })).toBe(writing)
    expect(mayRun(keys, { ...free, isCovered: true })).toBe(modal)
  })

  it('are found on any layout', () => {
    expect(bindingOf('?')).toBe('[Shift]+[Control]+[Alt]+?')
    expect(bindingOf('Shift+?')).toBe('[Shift]+[Control]+[Alt]+?')
    expect(bindingOf('g ,')).toBe('g [Shift]+[Control]+[Alt]+,')
    expect(['e', 'Shift+J', '$mod+z', '$mod+,', 'F2'].map(bindingOf)).toEqual([
      'e',
      'Shift+J',
      '$mod+z',
      '$mod+,',
      'F2',
    ])
  })

  it('are never those of the browser or the system', () => {
    const press = (altKey: boolean, ctrlKey: boolean, altGraph = false) => ({
      altKey,
      ctrlKey,
      getModifierState: (name: string) => name === 'AltGraph' && altGraph,
    })
    expect(isOfLayout(press(false, false), false)).toBe(true)
    expect(isOfLayout(press(true, true, true), false)).toBe(true)
    expect(isOfLayout(press(true, false), true)).toBe(true)
    expect(isOfLayout(press(true, false), false)).toBe(false)
    expect(isOfLayout(press(false, true), true)).toBe(false)
  })

  it('repeat when held down only to move', () => {
    const all = ['j', 'Shift+K', 'ArrowDown', 'Alt+ArrowUp', 'e', '#', '$mod+z', 'g i']
    expect(all.filter(mayRepeat)).toEqual(['j', 'Shift+K', 'ArrowDown', 'Alt+ArrowUp'])
  })

  it.each([
    ['$mod+Shift+z', ['⌘⇧Z'], ['Ctrl+Shift+Z']],
    ['g i', ['g', 'i'], ['g', 'i']],
    ['Shift+?', ['?'], ['?']],
    ['Shift+J', ['⇧J'], ['Shift+J']],
    ['Alt+ArrowUp', ['⌥↑'], ['Alt+↑']],
    ['Escape', ['Esc'], ['Esc']],
    ['F2', ['F2'], ['F2']],
  ])('%s in words', (keys, onMac, elsewhere) => {
    expect(pressesInWords(keys, true)).toEqual(onMac)
    expect(pressesInWords(keys, false)).toEqual(elsewhere)
  })
})
