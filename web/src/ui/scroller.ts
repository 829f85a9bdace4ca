/** Finds what scrolls an element: the nearest ancestor with `data-scroller`, or else the page. */
export const scrollerOf = (element: Element): HTMLElement =>
  element.closest<HTMLElement>('[data-scroller]') ?? document.documentElement
