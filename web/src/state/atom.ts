/** A value to subscribe to, as useSyncExternalStore wants it: `get` gives the same object until it changes. */
export interface Atom<T> {
  get: () => T
  subscribe: (listener: () => void) => () => void
}

/** An atom that can be set. */
export function atom<T>(initial: T): Atom<T> & { set: (value: T) => void } {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Atoms by key, each made when it is first read, and dropped by `changed` when nobody subscribes to it. */
export function atomFamily<Key, T>(read: (key: Key) => T, nameOf: (key: Key) => string) {
  const members = new Map<string, { key: Key; atom: ReturnType<typeof atom<T>>; count: number }>()

  function of(key: Key): Atom<T> {
    const name = nameOf(key)
    return {
      get() {
        const member = members.get(name)
        return member ? member.atom.get() : hold(name, key).atom.get()
      },
      subscribe(listener) {
        const member = members.get(name) ?? hold(name, key)
        member.count += 1
        const leave = member.atom.subscribe(listener)
        return () => {
          leave()
          member.count -= 1
        }
      },
    }
  }

  function hold(name: string, key: Key) {
    const member = { key, atom: atom(read(key)), count: 0 }
    members.set(name, member)
    return member
  }

  return {
    of,
    /** Reads the atoms again whose key `concerns` picks, and drops those without a subscriber. */
    changed(concerns: (key: Key) => boolean, next: (key: Key, value: T) => T = read) {
      for (const [name, { key, atom, count }] of members) {
        if (count === 0) members.delete(name)
        else if (concerns(key)) atom.set(next(key, atom.get()))
      }
    },
  }
}
