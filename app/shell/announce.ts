/**
 * One polite voice for the whole page. Messages wait until things are quiet, the newest wins, and
 * the region is cleared first, because screen readers skip text that does not change.
 */
const QUIET = 600;
const CLEAR = 60;

let region: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Gives the live region its element. */
export function voice(element: HTMLElement | null): void {
  region = element;
}

/**
 * Words that take a moment to find are given as a function: it is asked when it is their turn; ""
 * says nothing.
 */
export function announce(words: string | (() => string)): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const text = typeof words === "string" ? words : words();
    if (region === null || text === "") return;
    region.textContent = "";
    timer = setTimeout(() => {
      if (region !== null) region.textContent = text;
    }, CLEAR);
  }, QUIET);
}
