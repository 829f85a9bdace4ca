const waiting = new Set<() => void>()

/** Once the next frame has been painted: nothing of it lies between the key and the eye. All of one frame in one go. */
export function afterPaint(act: () => void): void {
  // A hidden page paints nothing, and need not wait for it.
  if (document.visibilityState === 'hidden') setTimeout(flush)
  else if (waiting.size === 0) requestAnimationFrame(() => setTimeout(flush))
  waiting.add(act)
}

function flush() {
  const acts = [...waiting]
  waiting.clear()
  for (const act of acts) act()
}
