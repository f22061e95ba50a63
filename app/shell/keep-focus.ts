/**
 * The focus is always somewhere. A control that goes away or is switched off when it is pressed
 * (the last hint, the last row of a list) takes the focus with it, and whoever works by keyboard or
 * with a screen reader would begin again at the top of the page. It goes to what stood around the
 * control.
 */
export function keepFocus(): () => void {
  let way: readonly Element[] = [];
  const remember = ({ target }: FocusEvent): void => {
    way = target instanceof Element ? ancestors(target) : [];
  };
  const look = (): void => {
    const { activeElement, body } = document;
    if (activeElement !== null && activeElement !== body) return;
    const [last] = way;
    // Somebody who clicks on nothing leaves the control where it is: that is no loss.
    if (last === undefined || (last.isConnected && !last.matches(":disabled"))) return;
    const around = way.slice(1).find(({ isConnected }) => isConnected);
    way = [];
    if (around instanceof HTMLElement && around !== body) take(around);
  };
  const watcher = new MutationObserver(look);
  document.addEventListener("focusin", remember);
  watcher.observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["disabled"],
  });
  return () => {
    document.removeEventListener("focusin", remember);
    watcher.disconnect();
  };
}

function ancestors(of: Element): readonly Element[] {
  const all: Element[] = [];
  for (let at: Element | null = of; at !== null; at = at.parentElement) all.push(at);
  return all;
}

/** Focuses what is no control, for as long as the focus stays there. */
function take(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex")) {
    element.setAttribute("tabindex", "-1");
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
}
