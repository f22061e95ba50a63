/**
 * The browsers of Debian that a class may bring beside Chromium: installed where that is possible,
 * started in a profile of their own, and ended.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { overHttp, overMarionette, type Wire } from "./wire";

export interface Kind {
  readonly name: string;
  /** The programs it needs, and the packages of Debian that bring them. */
  readonly programs: readonly string[];
  readonly packages: readonly string[];
  readonly start: () => Promise<Started>;
}

export interface Started {
  readonly wire: Wire;
  /** Ends the browser and everything that was started for it. */
  readonly end: () => Promise<void>;
}

export const KINDS: readonly Kind[] = [
  {
    name: "firefox",
    programs: ["/usr/bin/firefox-esr"],
    packages: ["firefox-esr"],
    start: startFirefox,
  },
  {
    name: "webkit",
    programs: ["/usr/bin/WebKitWebDriver", "/usr/bin/Xvfb"],
    packages: ["webkit2gtk-driver", "xvfb"],
    start: startWebKit,
  },
];

/** Null when the browser is there now, else why it is not. */
export function installed({ programs, packages }: Kind): string | null {
  const missing = (): string | undefined => programs.find((program) => !existsSync(program));
  if (missing() === undefined) return null;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log(`Installing Debian's ${packages.join(" and ")} …`);
    const quiet = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
  }
  const still = missing();
  return still === undefined
    ? null
    : `${still} is not on this machine and could not be installed (Debian: apt-get install ${packages.join(" ")})`;
}

async function startFirefox(): Promise<Started> {
  const profile = mkdtempSync(join(tmpdir(), "convlab-firefox-"));
  const port = await freePort();
  const preferences = {
    "marionette.port": port,
    "datareporting.policy.dataSubmissionEnabled": false,
  };
  writeFileSync(
    join(profile, "user.js"),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`)
      .join(""),
  );
  const browser = run("/usr/bin/firefox-esr", [
    "--headless",
    "--marionette",
    "--no-remote",
    "--profile",
    profile,
  ]);
  const wire = await eventually(() => overMarionette(port));
  return {
    wire,
    async end() {
      await wire.close();
      await ended(browser);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startWebKit(): Promise<Started> {
  const home = mkdtempSync(join(tmpdir(), "convlab-webkit-"));
  const { screen, display } = await startScreen();
  const port = await freePort();
  const driver = run("/usr/bin/WebKitWebDriver", [`--port=${port}`], {
    DISPLAY: display,
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_CACHE_HOME: join(home, "cache"),
    LIBGL_ALWAYS_SOFTWARE: "1",
  });
  const wire = await eventually(() => overHttp(`http://127.0.0.1:${port}`));
  return {
    wire,
    async end() {
      await wire.close().catch(() => undefined);
      for (const one of [driver, screen]) {
        one.kill();
        await ended(one);
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** An X server without a screen; it chooses its number and tells it. */
async function startScreen(): Promise<{ screen: ChildProcess; display: string }> {
  const screen = spawn("/usr/bin/Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1000x24"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const number = await new Promise<string>((resolve, reject) => {
    screen.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
    screen.once("close", () => reject(new Error("Xvfb does not start")));
  });
  return { screen, display: `:${number}` };
}

function run(
  program: string,
  words: readonly string[],
  more: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(program, words, { stdio: "ignore", env: { ...process.env, ...more } });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(timer);
}

/** What `attempt` gives, tried again while the browser starts. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times++) {
    try {
      return await attempt();
    } catch (error) {
      if (times === 120) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
