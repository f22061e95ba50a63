/**
 * The copy of the site that works without a network: one cache for each version, all files of it or
 * none in use.
 *
 * A version is complete when every file of its list is there and is the file that the list means
 * (by SHA-256), so half an upload, a 404 or a host that answers everything with its start page
 * never becomes a version: the one before goes on. What the version before has already is taken
 * from there. It is kept beside the new one, for windows that still show it.
 */
import { BESIDE, listIn, MANIFEST, SCRIPT } from "./site-list";

export interface SiteFile {
  /** Relative to the scope, e.g. `assets/index-B7ARTpvr.js`. */
  readonly path: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

export interface SiteList {
  readonly version: string;
  readonly files: readonly SiteFile[];
  /** The headers that the site wants; added where the host did not send them. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Surroundings {
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete">;
  readonly fetch: (request: Request | string, how?: RequestInit) => Promise<Response>;
  /** Address of the folder of the site, with a slash at its end. */
  readonly scope: string;
}

const TOGETHER = 4;
/** Milliseconds that the network may take for what is asked of it first. */
const FRESH = 5_000;

export class SiteCopy {
  private readonly addresses: ReadonlyMap<string, SiteFile>;
  private readonly prefix: string;
  private readonly name: string;
  /** Stands in a cache whose version is complete. */
  private readonly seal: string;
  private readonly script: string;

  constructor(
    private readonly list: SiteList,
    private readonly around: Surroundings,
  ) {
    this.addresses = new Map(
      list.files.map((file) => [new URL(file.path, around.scope).href, file]),
    );
    this.prefix = `convlab:${new URL(around.scope).pathname}:`;
    this.name = this.prefix + list.version;
    this.seal = new URL("complete", around.scope).href;
    this.script = new URL(SCRIPT, around.scope).href;
  }

  /**
   * Fetches what is missing, in the order of the list. Rejects when a file cannot be had; what has
   * come stays, so that the next try is shorter. `onFile` learns the share of files that are here.
   */
  async install(onFile?: (share: number) => void): Promise<void> {
    const own = await this.open(this.name);
    const waiting = [...this.addresses];
    let here = 0;
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await this.bring(own, ...next);
        onFile?.(++here / this.addresses.size);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
    await own.put(this.seal, new Response(this.list.version));
  }

  /**
   * Keeps the worker's own script, so that a page can pack the whole site without a network. One
   * that is not of this version, or cannot be had, is left out.
   */
  async keepScript(): Promise<void> {
    try {
      const response = await this.around.fetch(this.script, { cache: "no-cache" });
      const body = await response.clone().arrayBuffer();
      if (listIn(await response.text())?.version !== this.list.version) return;
      await (await this.open(this.name)).put(this.script, this.dressed(response, body));
    } catch {
      return; // the site works without it
    }
  }

  /** Keeps what the site says of a course beside it, so that its home page is there offline. */
  async keepManifest(): Promise<void> {
    await this.answerFresh(new URL(BESIDE + MANIFEST, this.around.scope).href);
  }

  /** Whether an address is in the folder of a course that somebody put beside the site. */
  isBeside(address: string): boolean {
    return this.meant(address)?.startsWith(this.around.scope + BESIDE) === true;
  }

  /**
   * A course beside the site changes without a new version of the site: the network is asked first,
   * and what it said last is the answer when it does not.
   */
  async answerFresh(address: string): Promise<Response> {
    const wanted = this.meant(address) ?? address;
    try {
      const response = await this.around.fetch(wanted, {
        cache: "no-cache",
        credentials: "same-origin",
        signal: AbortSignal.timeout(FRESH),
      });
      if (response.ok) {
        const body = await response.clone().arrayBuffer();
        await (await this.open(this.name)).put(wanted, this.dressed(response, body));
      }
      return response;
    } catch {
      for (const name of (await this.versions()).toReversed()) {
        const stored = await (await this.open(name)).match(wanted);
        if (stored !== undefined) return stored;
      }
      return Response.error();
    }
  }

  /** Deletes versions but this one and the last complete one before it. */
  async tidy(): Promise<void> {
    const older = (await this.versions()).filter((name) => name !== this.name);
    const complete = await Promise.all(
      older.map(async (name) => (await this.open(name)).match(this.seal)),
    );
    const last = complete.findLastIndex((seal) => seal !== undefined);
    await Promise.all(
      older.filter((_, at) => at !== last).map((name) => this.around.caches.delete(name)),
    );
  }

  /** The stored answer to a request, or null: then it is the network's. */
  async answer(address: string): Promise<Response | null> {
    const wanted = this.meant(address);
    if (wanted === null) return null;
    const own = await (await this.open(this.name)).match(wanted);
    return own ?? (await this.older(wanted)) ?? null;
  }

  /** Whether `answer` may know it; decided at once, as an event asks. */
  knows(address: string): boolean {
    const wanted = this.meant(address);
    if (wanted === null) return false;
    return (
      this.addresses.has(wanted) ||
      wanted.includes("/assets/") ||
      wanted === this.script ||
      this.isBeside(wanted)
    );
  }

  /**
   * The file behind an address of this site: without query and hash, the start page for the folder.
   * Null elsewhere.
   */
  private meant(address: string): string | null {
    const url = new URL(address);
    const plain = url.origin + url.pathname;
    if (!plain.startsWith(this.around.scope)) return null;
    return plain === this.around.scope ? `${plain}index.html` : plain;
  }

  /**
   * Files of versions before, which windows opened earlier still ask for; their names tell the
   * versions apart.
   */
  private async older(address: string): Promise<Response | undefined> {
    if (!address.includes("/assets/")) return undefined;
    for (const name of (await this.versions()).toReversed()) {
      const found = await (await this.open(name)).match(address);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private open(name: string): Promise<Cache> {
    return this.around.caches.open(name);
  }

  private async versions(): Promise<string[]> {
    return (await this.around.caches.keys()).filter((name) => name.startsWith(this.prefix));
  }

  private async bring(own: Cache, address: string, file: SiteFile): Promise<void> {
    if ((await own.match(address)) !== undefined) return;
    const kept = await this.keptBefore(address, file.hash);
    if (kept !== null) return own.put(address, kept);
    const response = await this.around.fetch(address, {
      cache: "no-cache",
      credentials: "same-origin",
      priority: "low", // what the page asks for goes first
    });
    if (!response.ok) throw new Error(`${file.path}: the host answered ${response.status}`);
    const body = await response.arrayBuffer();
    if ((await sha256(body)) !== file.hash)
      throw new Error(`${file.path}: not the file of this version`);
    await own.put(address, this.dressed(response, body));
  }

  /** The same file from a version before, by its content. */
  private async keptBefore(address: string, hash: string): Promise<Response | null> {
    for (const name of await this.versions()) {
      if (name === this.name) continue;
      const found = await (await this.open(name)).match(address);
      if (found === undefined) continue;
      const body = await found.arrayBuffer();
      if ((await sha256(body)) === hash) return this.dressed(found, body);
    }
    return null;
  }

  private dressed(response: Response, body: ArrayBuffer): Response {
    const headers = new Headers(this.list.headers);
    const type = response.headers.get("Content-Type");
    if (type !== null) headers.set("Content-Type", type);
    headers.set("Content-Length", String(body.byteLength));
    return new Response(body, { headers });
  }
}

export async function sha256(body: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
