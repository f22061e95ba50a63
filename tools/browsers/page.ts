/** A page in a browser that is told what to do, as a person would do it. */
import type { InPage } from "./in-page";
import type { Wire } from "./wire";

/** Keys that are no characters, as WebDriver writes them. */
export const KEY = {
  tab: "\ue004",
  enter: "\ue007",
  control: "\ue009",
  escape: "\ue00c",
  pageDown: "\ue00f",
  end: "\ue010",
  right: "\ue014",
  down: "\ue015",
} as const;

const PATIENCE = 60_000;

export interface Page {
  readonly open: (route: string) => Promise<void>;
  readonly ask: <Name extends keyof InPage>(
    name: Name,
    ...words: Parameters<InPage[Name]>
  ) => Promise<ReturnType<InPage[Name]>>;
  /** Waits for it; `what` is what the error says when it does not come. */
  readonly until: (what: string, holds: () => Promise<boolean>, patience?: number) => Promise<void>;
  readonly sees: (css: string, name?: string, patience?: number) => Promise<void>;
  readonly click: (css: string, name?: string) => Promise<void>;
  /** Presses the keys one after the other; `held` stays down meanwhile. */
  readonly type: (keys: string, held?: string) => Promise<void>;
  /** A stroke through places given as shares of the element. */
  readonly stroke: (css: string, through: readonly (readonly [number, number])[]) => Promise<void>;
  readonly load: (address: string) => Promise<void>;
  readonly screenshot: () => Promise<Buffer>;
}

export function pageOver(wire: Wire, site: string): Page {
  const ask: Page["ask"] = async (name, ...words) => {
    const script = "const [name, words] = arguments; return window.walk[name](...words) ?? null;";
    const answer = await wire.send("script", { script, args: [name, words] });
    return answer as ReturnType<InPage[typeof name]>;
  };
  const until: Page["until"] = async (what, holds, patience = PATIENCE) => {
    for (const end = Date.now() + patience; Date.now() < end; ) {
      if (await holds().catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    throw new Error(`${what}, not within ${patience / 1000} s`);
  };
  const act = async (source: Readonly<Record<string, unknown>>): Promise<void> => {
    await wire.send("act", { actions: [source] });
  };
  const pointer = (actions: readonly unknown[]): Promise<void> =>
    act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
  const to = (x: number, y: number) => ({ type: "pointerMove", duration: 0, x, y });
  const load = async (address: string): Promise<void> => {
    await wire.send("navigate", { url: address });
  };
  return {
    ask,
    until,
    load,
    async open(route) {
      const there = await ask("place").catch(() => null);
      if (there === null) await load(`${site}#/${route}`);
      else await ask("go", `#/${route}`);
      await until(`#/${route} opens`, async () =>
        (await ask("place")).startsWith(`#/${route}`) ? ask("ready") : false,
      );
    },
    sees: (css, name = "", patience) =>
      until(`${css} ${name} is seen`, () => ask("there", css, name), patience),
    async click(css, name = "") {
      let spot: { x: number; y: number } | null = null;
      await until(`${css} ${name} can be pressed`, async () => {
        const before = spot;
        spot = await ask("spot", css, name);
        return spot !== null && before?.x === spot.x && before.y === spot.y; // at rest
      });
      const { x, y } = spot ?? { x: 0, y: 0 };
      await pointer([
        to(x, y),
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ]);
    },
    async type(keys, held) {
      const pressed = [...keys].flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]);
      const actions =
        held === undefined
          ? pressed
          : [{ type: "keyDown", value: held }, ...pressed, { type: "keyUp", value: held }];
      await act({ type: "key", id: "keys", actions });
    },
    async stroke(css, through) {
      await ask("spot", css);
      const box = await ask("box", css);
      if (box === null) throw new Error(`${css} is not there`);
      const [first, ...others] = through.map(([across, down]) =>
        to(Math.round(box.left + box.width * across), Math.round(box.top + box.height * down)),
      );
      await pointer([
        first,
        { type: "pointerDown", button: 0 },
        ...others,
        { type: "pointerUp", button: 0 },
      ]);
    },
    async screenshot() {
      return Buffer.from(String(await wire.send("screenshot", { full: false })), "base64");
    },
  };
}
