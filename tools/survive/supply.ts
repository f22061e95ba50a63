/**
 * What is installed: the packages that are wanted, from nowhere else, and what their licences say.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, trials } from "./promise";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
  readonly link?: boolean;
}

const root = join(import.meta.dirname, "..", "..");
/** They have scripts for other ways to install them; `npm ci --ignore-scripts` runs none. */
const SCRIPTS = new Set(["esbuild", "fsevents"]);
const LICENCES =
  /^\(?(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|CC0-1\.0|OFL-1\.1|MPL-2\.0|BlueOak-1\.0\.0|Python-2\.0|Unlicense)/;

/** One trial for each package of the lock file. */
export async function packages(): Promise<Outcome> {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const listed = Object.entries(lock.packages).filter(([name]) => name !== "");
  return trials(listed.length, (_, seed) => {
    const [path, one] = listed[seed - 1] ?? ["", {}];
    const name = path.replace(/^.*node_modules\//, "");
    if (one.integrity === undefined && one.link !== true) return `${name} has no checksum`;
    if (one.hasInstallScript === true && !SCRIPTS.has(name)) return `${name} runs a script`;
    if (one.dev !== true && !LICENCES.test(one.license ?? ""))
      return `${name} is under ${one.license ?? "no licence"}`;
    return null;
  });
}
