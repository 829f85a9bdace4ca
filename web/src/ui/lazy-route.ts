import { type ComponentType, createElement, lazy, useEffect, useState } from 'react'
import { retry } from '../state/retry.ts'

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>

/** A component that loads when it is shown, with a `Suspense` placeholder until then. */
export const lazyRoute = <Props>(load: Load<Props>) => lazy(() => retry(load))

/**
 * A component that loads without a placeholder. Avoids Suspense, because React delays the later of several such parts
 * by 300 ms, and the row shortcuts are among them.
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
