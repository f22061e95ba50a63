/**
 * The seeded user. Runs in the page and is sent there as text: it may name nothing from outside
 * itself. Events come in small bursts, as from a hasty hand, and the page draws between two bursts.
 * Returns the last events, for the report.
 */
export interface FuzzOptions {
  readonly seed: number;
  readonly events: number;
}

export async function fuzz({ seed, events }: FuzzOptions): Promise<string> {
  const BURST = 20;
  const WHERE =
    "[role=gridcell], td, button, input, select, textarea, canvas, summary, svg g, [tabindex]";
  const KEYS =
    "ArrowLeft ArrowRight ArrowUp ArrowDown Enter Escape Tab Home End PageDown PageUp e 7 - . Delete F2 Backspace".split(
      " ",
    );
  const TEXTS = ["", "3", "-2.5", "1/3", "abc", "1e999", "−7", "0,5", "NaN", "99999999999"];
  const MATRICES = [
    "1 2; 3 4",
    "[[1, 2], [3]]",
    "x y z",
    "0 0 0\n0 1 0\n0 0 0",
    "1e999",
    "",
    "1,5\t2\n3\t4",
  ];
  let state = seed >>> 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  const oneOf = <Value>(list: readonly Value[]): Value | undefined => list[below(list.length)];
  const recent: string[] = [];
  const note = (what: string, target: Element): void => {
    recent.push(
      `${what} ${target.tagName.toLowerCase()} ${target.getAttribute("aria-label") ?? target.textContent?.slice(0, 20) ?? ""}`,
    );
    if (recent.length > 12) recent.shift();
  };
  /**
   * Everything but the ways out of this step, which the walk through the lesson takes by itself.
   */
  const targets = (): HTMLElement[] =>
    [
      ...document.querySelectorAll<HTMLElement>(
        `main :is(${WHERE}), dialog[open] button, [popover] button`,
      ),
    ].filter(
      (one) =>
        one.closest("a, nav, ol[class*=steps]") === null &&
        !(one instanceof HTMLInputElement && one.type === "file"),
    );
  const write = (
    field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
    value: string,
  ): void => {
    const kind = Object.getPrototypeOf(field) as object;
    Object.getOwnPropertyDescriptor(kind, "value")?.set?.call(field, value);
    field.dispatchEvent(
      new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }),
    );
  };
  const click = (target: Element): void => {
    target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  };
  const set = (target: HTMLElement): void => {
    if (target instanceof HTMLSelectElement) write(target, oneOf([...target.options])?.value ?? "");
    else if (target instanceof HTMLTextAreaElement) write(target, oneOf(MATRICES) ?? "");
    else if (target instanceof HTMLInputElement && target.type === "range")
      write(
        target,
        String(
          Number(target.min) + (below(1001) / 1000) * (Number(target.max) - Number(target.min)),
        ),
      );
    else if (
      target instanceof HTMLInputElement &&
      (target.type === "text" || target.type === "number")
    )
      write(target, oneOf(TEXTS) ?? "");
    else click(target);
  };
  const point = (target: HTMLElement): void => {
    const { left, top, width, height } = target.getBoundingClientRect();
    for (const type of ["pointerover", "pointerdown", "pointermove", "pointermove", "pointerup"])
      target.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          cancelable: true,
          pointerId: 1,
          button: 0,
          buttons: type === "pointerup" ? 0 : 1,
          clientX: left + (below(140) / 100) * width,
          clientY: top + (below(140) / 100) * height,
        }),
      );
  };
  const paste = (target: HTMLElement): void => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", oneOf(MATRICES) ?? "");
    target.dispatchEvent(
      new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
    );
  };
  const press = (target: HTMLElement): void => {
    // In the text, arrow keys and pages leave the step: they are for figures and fields.
    const own = target.closest("[data-figure], input, textarea, select") !== null;
    const key = (own ? oneOf(KEYS) : undefined) ?? "Enter";
    for (const type of ["keydown", "keyup"])
      target.dispatchEvent(
        new KeyboardEvent(type, { key, bubbles: true, cancelable: true, ctrlKey: below(12) === 0 }),
      );
  };
  const ACTS: readonly [string, (target: HTMLElement) => void][] = [
    ["click", click],
    ["press a key on", press],
    ["press a key on", press],
    ["drag over", point],
    ["set", set],
    ["set", set],
    ["focus", (target) => target.focus({ preventScroll: true })],
    ["paste into", paste],
    [
      "double-click",
      (target) =>
        target.dispatchEvent(new MouseEvent("dblclick", { bubbles: true, cancelable: true })),
    ],
  ];
  const drawn = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => resolve(), { once: true });
      port1.start();
      port2.postMessage(null);
    });
  window.print = () => undefined;
  for (let event = 0; event < events; event += BURST) {
    const all = targets();
    for (let one = event; one < Math.min(events, event + BURST); one++) {
      const target = oneOf(all);
      const [name, act] = oneOf(ACTS) ?? ["", () => undefined];
      if (target === undefined || !target.isConnected) continue;
      note(name, target);
      act(target);
    }
    await drawn();
  }
  return recent.join("; ");
}
