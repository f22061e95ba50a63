/**
 * How a browser is told what to do: the commands of WebDriver over either of the two wires that
 * Debian's browsers bring with them. No package and no other program is needed.
 */
import { connect } from "node:net";
import * as v from "valibot";

export interface Wire {
  /** What the browser says that it is: "firefox 153.8". */
  readonly browser: string;
  /** The answer's value. Throws with the browser's own words. */
  readonly send: (
    command: Command,
    parameters?: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Each command as WebDriver's method and path, and as Marionette's name. */
const COMMANDS = {
  navigate: ["POST", "url", "WebDriver:Navigate"],
  script: ["POST", "execute/sync", "WebDriver:ExecuteScript"],
  act: ["POST", "actions", "WebDriver:PerformActions"],
  resize: ["POST", "window/rect", "WebDriver:SetWindowRect"],
  screenshot: ["GET", "screenshot", "WebDriver:TakeScreenshot"],
} as const;
export type Command = keyof typeof COMMANDS;

const session = v.object({
  sessionId: v.string(),
  capabilities: v.object({ browserName: v.string(), browserVersion: v.string() }),
});
const nameOf = ({ capabilities }: Pick<v.InferOutput<typeof session>, "capabilities">): string =>
  `${capabilities.browserName} ${capabilities.browserVersion}`;
const fault = v.object({ error: v.string(), message: v.string() });
const valued = v.object({ value: v.unknown() });

/** No command takes as long: a browser that is silent is broken. */
const PATIENCE = 120_000;

/** WebDriver as it is written: JSON over HTTP. WebKitGTK's driver speaks it. */
export async function overHttp(address: string): Promise<Wire> {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${address}/session${path}`, {
      method,
      signal: AbortSignal.timeout(PATIENCE),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = v.parse(valued, await response.json());
    const wrong = v.safeParse(fault, value);
    if (!response.ok && wrong.success)
      throw new Error(`${wrong.output.error}: ${wrong.output.message}`);
    return value;
  };
  const { sessionId, capabilities } = v.parse(session, await ask("POST", "", { capabilities: {} }));
  return {
    browser: nameOf({ capabilities }),
    send(command, parameters = {}) {
      const [method, path] = COMMANDS[command];
      return ask(method, `/${sessionId}/${path}`, method === "GET" ? undefined : parameters);
    },
    async close() {
      await ask("DELETE", `/${sessionId}`);
    },
  };
}

/**
 * Marionette, the wire that Firefox has in itself: `LENGTH:[0, id, command, parameters]` over a
 * socket, answered by `LENGTH:[1, id, error, value]`.
 */
export async function overMarionette(port: number): Promise<Wire> {
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map<number, (answer: readonly unknown[]) => void>();
  let arrived = Buffer.alloc(0);
  let last = 0;
  socket.on("data", (part: Buffer) => {
    arrived = Buffer.concat([arrived, part]);
    for (let text = taken(); text !== null; text = taken()) {
      const message: unknown = JSON.parse(text);
      if (Array.isArray(message)) waiting.get(Number(message[1]))?.(message);
    }
  });
  const taken = (): string | null => {
    const colon = arrived.indexOf(":");
    if (colon < 0) return null;
    const end = colon + 1 + Number(arrived.subarray(0, colon).toString());
    if (arrived.length < end) return null;
    const text = arrived.subarray(colon + 1, end).toString();
    arrived = arrived.subarray(end);
    return text;
  };
  const ask = (command: string, parameters: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ([, , wrong, value]) => {
        waiting.delete(id);
        const known = v.safeParse(fault, wrong);
        if (known.success) reject(new Error(`${known.output.error}: ${known.output.message}`));
        else resolve(value);
      });
      const text = Buffer.from(JSON.stringify([0, id, command, parameters]));
      socket.write(Buffer.concat([Buffer.from(`${text.length}:`), text]));
    });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  const { capabilities } = v.parse(session, await ask("WebDriver:NewSession", {}));
  return {
    browser: nameOf({ capabilities }),
    async send(command, parameters = {}) {
      const answer = await ask(COMMANDS[command][2], parameters);
      const wrapped = v.safeParse(valued, answer);
      return wrapped.success ? wrapped.output.value : answer;
    },
    async close() {
      await ask("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => undefined);
      socket.destroy();
    },
  };
}
