/**
 * Which keys walk a lesson while it is read. Figures and fields keep theirs; Page Down first
 * scrolls, then steps.
 */
const OWNERS =
  "[data-figure], input, textarea, select, [contenteditable], [role=grid], [role=slider], [role=region], dialog, [popover]";

/** 1 forwards, −1 backwards, 0 neither. */
export function wantsStep(event: KeyboardEvent, dir: "ltr" | "rtl"): -1 | 0 | 1 {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
    return 0;
  if (event.target instanceof Element && event.target.closest(OWNERS) !== null) return 0;
  const ahead = dir === "rtl" ? -1 : 1;
  switch (event.key) {
    case "ArrowRight":
      return ahead;
    case "ArrowLeft":
      return ahead === 1 ? -1 : 1;
    case "PageDown":
      return innerHeight + scrollY >= document.documentElement.scrollHeight - 4 ? 1 : 0;
    case "PageUp":
      return scrollY <= 4 ? -1 : 0;
    default:
      return 0;
  }
}
