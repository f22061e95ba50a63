/**
 * What the walks ask of a page. Runs in the page, before the site's own script, and is sent there
 * as text: it may name nothing from outside itself.
 */
export type InPage = ReturnType<typeof inPage>;

export function inPage() {
  const errors: string[] = [];
  const note = (what: unknown): void => {
    errors.push(what instanceof Error ? `${what.name}: ${what.message}` : String(what));
  };
  // A notice of the browser, not an exception: a size changed while sizes were told, and is told
  // next.
  const isNotice = ({ message }: ErrorEvent): boolean => message.startsWith("ResizeObserver loop");
  addEventListener("error", (event) => isNotice(event) || note(event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => note(event.reason));
  addEventListener("securitypolicyviolation", (event) =>
    note(`${event.violatedDirective} refuses ${event.blockedURI}`),
  );
  const said = console.error.bind(console);
  console.error = (...words: unknown[]) => {
    note(words.map(String).join(" "));
    said(...words);
  };

  /** Also inside shadow roots, as the editor of the studio is. */
  const all = (css: string): HTMLElement[] => {
    const roots = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return [document, ...roots].flatMap((root) => [...root.querySelectorAll<HTMLElement>(css)]);
  };
  const nameOf = (element: Element): string =>
    (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
  const find = (css: string, name = ""): HTMLElement | undefined =>
    all(css).find((one) => one.getClientRects().length > 0 && new RegExp(name).test(nameOf(one)));
  const onTop = (element: Element, x: number, y: number): boolean => {
    const root = element.getRootNode();
    const top = (root instanceof ShadowRoot ? root : document).elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  };
  const main = (): Element | null => document.querySelector('main:not([aria-busy="true"])');

  /** Text behind a formula that begins a line by itself: a comma, a closing bracket. */
  const stranded = (): string[] =>
    all("main .katex, main math").flatMap((formula) => {
      const text = formula.nextSibling;
      if (!(text instanceof Text) || !/^[,.;:)!?%]/.test(text.data)) return [];
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 1);
      const [sign, last] = [range.getClientRects()[0], [...formula.getClientRects()].at(-1)];
      if (sign === undefined || last === undefined || sign.top < last.bottom) return [];
      return [`“${text.data.slice(0, 12)}” begins a line, apart from its formula`];
    });
  const wide = (): string[] => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth
      ? [`the page is ${scrollWidth - clientWidth} px too wide`]
      : [];
  };

  return {
    there: (css: string, name = ""): boolean => find(css, name) !== undefined,
    count: (css: string): number => all(css).length,
    textOf: (css: string, name = ""): string => {
      const element = find(css, name);
      return element instanceof HTMLInputElement ? element.value : (element?.textContent ?? "");
    },
    box(css: string, name = "") {
      const rect = find(css, name)?.getBoundingClientRect();
      if (rect === undefined) return null;
      const { left, top, width, height } = rect;
      return { left, top, width, height, seen: innerHeight };
    },
    /** Where a pointer meets the element, once it is enabled, at rest and covered by nothing. */
    spot(css: string, name = ""): { x: number; y: number } | null {
      const element = find(css, name);
      if (element === undefined || element.matches(":disabled, [aria-disabled=true]")) return null;
      const at = (): DOMRect => element.getBoundingClientRect();
      if (at().top < 80 || at().bottom > innerHeight - 80)
        element.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = at();
      const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
      return onTop(element, x, y) ? { x, y } : null;
    },
    focus: (css: string, name = ""): void => find(css, name)?.focus(),
    go: (hash: string): void => location.replace(hash),
    reload: (): void => location.reload(),
    /** Another number for each document. */
    born: (): number => performance.timeOrigin,
    place: (): string => location.hash,
    ready: (): boolean =>
      main() !== null &&
      document.querySelector("figure [aria-busy=true]") === null &&
      document.fonts.status === "loaded",
    /** The copy for working offline answers for this page. */
    kept: (): boolean => navigator.serviceWorker.controller !== null,
    sharesMemory: (): boolean => typeof SharedArrayBuffer === "function" && crossOriginIsolated,
    /** What is wrong with the page as it stands; each error is told once. */
    faults: (): string[] => [
      ...errors.splice(0),
      ...all("[role=alert]")
        .filter((one) => one.getClientRects().length > 0 && nameOf(one) !== "")
        .map(nameOf),
      ...stranded(),
      ...wide(),
    ],
  };
}
