import { type ComponentType, createElement, lazy, useEffect, useState } from 'react'
import { retry } from '../state/retry.ts'

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>

/** A part of the app that comes when it is shown, with what `Suspense` has in its place until then. */
export const lazyRoute = <Props>(load: Load<Props>) => lazy(() => retry(load))

/**
 * The same for what nobody waits for, with nothing in its place. Not by Suspense: of several parts that come soon after
 * each other React holds the later ones back by 300 ms, and the keys of rows are among them.
 */
export function deferred<Props extends object>(load: Load<Props>): ComponentType<Props> {
  let loading: ReturnType<Load<Props>> | null = null
  let loaded: ComponentType<Props> | null = null
  // biome-ignore lint/correctness/noComponentHookFactories: asked for by modules as they load, as `lazy` is.
  return function QuietPart(props: Props) {
    const [Part, setPart] = useState(() => loaded)
    useEffect(() => {
      if (Part) return
      loading ??= retry(load)
      void loading.then((one) => {
        loaded = one.default
        setPart(() => one.default)
      })
    }, [Part])
    return Part && createElement(Part, props)
  }
}
