import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SiteCopy, type SiteList } from "./site-copy";
import { listIn, scriptWith } from "./site-list";

const SCOPE = "https://example.org/lab/";
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Caches as a browser keeps them, in memory and in order. */
function fakeCaches() {
  const all = new Map<string, Map<string, Response>>();
  return {
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
    open: async (name: string) => {
      const own = all.get(name) ?? new Map<string, Response>();
      all.set(name, own);
      return {
        match: async (address: string) => own.get(address)?.clone(),
        put: async (address: string, response: Response) => void own.set(address, response.clone()),
      } as unknown as Cache;
    },
  };
}

/** A host with these files; null answers 404. Counts what was asked of it. */
function host(files: Readonly<Record<string, string | null>>) {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (request: Request | string) => {
      const path = String(request).slice(SCOPE.length);
      asked.push(path);
      const text = files[path];
      return typeof text === "string"
        ? new Response(text, { headers: { "Content-Type": "text/x" } })
        : new Response("", { status: 404 });
    },
  };
}

function list(version: string, files: Readonly<Record<string, string>>): SiteList {
  return {
    version,
    files: Object.entries(files).map(([path, text]) => ({ path, hash: hash(text) })),
    headers: { "Cross-Origin-Opener-Policy": "same-origin" },
  };
}

const ONE = { "index.html": "first", "assets/a-1.js": "a1", "data/digits.bin": "digits" };
const TWO = { "index.html": "second", "assets/a-2.js": "a2", "data/digits.bin": "digits" };

async function installed(caches: ReturnType<typeof fakeCaches>) {
  const copy = new SiteCopy(list("1", ONE), { caches, fetch: host(ONE).fetch, scope: SCOPE });
  await copy.install();
  await copy.tidy();
  return copy;
}
const text = async (copy: SiteCopy, path: string): Promise<string | null> =>
  (await copy.answer(SCOPE + path))?.text() ?? null;

describe("the copy of the site", () => {
  it("answers every file, the folder with its start page, whatever the query; nothing else", async () => {
    const copy = await installed(fakeCaches());
    for (const [path, content] of Object.entries(ONE)) expect(await text(copy, path)).toBe(content);
    expect(await text(copy, "?theme=dark")).toBe("first");
    expect(copy.knows(`${SCOPE}?backend=wasm`)).toBe(true);
    expect(copy.knows(`${SCOPE}other/index.html`)).toBe(false);
    expect(copy.knows("https://example.org/index.html")).toBe(false);
    expect(await copy.answer("https://example.com/lab/index.html")).toBeNull();
  });

  it("is fetched in the order of its list, after what the page asks for, and says how far it is", async () => {
    const { fetch, asked } = host(ONE);
    const how: (RequestInit | undefined)[] = [];
    const shares: number[] = [];
    const copy = new SiteCopy(list("1", ONE), {
      caches: fakeCaches(),
      fetch: (request, init) => {
        how.push(init);
        return fetch(request);
      },
      scope: SCOPE,
    });
    await copy.install((share) => shares.push(share));
    expect(asked).toEqual(Object.keys(ONE));
    expect(how.map((init) => init?.priority)).toEqual(["low", "low", "low"]);
    expect(shares).toEqual([1 / 3, 2 / 3, 1]);
  });

  it("adds the headers that the host did not send, and keeps the type", async () => {
    const answer = await (await installed(fakeCaches())).answer(SCOPE);
    expect(answer?.headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(answer?.headers.get("Content-Type")).toBe("text/x");
    expect(answer?.headers.get("Content-Length")).toBe("5");
  });

  it("a new version fetches only what has changed, and leaves the old one's chunks to windows that still show it", async () => {
    const caches = fakeCaches();
    await installed(caches);
    const { fetch, asked } = host(TWO);
    const copy = new SiteCopy(list("2", TWO), { caches, fetch, scope: SCOPE });
    await copy.install();
    expect(asked.toSorted()).toEqual(["assets/a-2.js", "index.html"]);
    await copy.tidy();
    expect(await text(copy, "")).toBe("second");
    expect(await text(copy, "assets/a-1.js")).toBe("a1");
  });

  it.each([
    ["a missing file", { ...TWO, "assets/a-2.js": null }],
    ["half an upload", { ...TWO, "index.html": "first" }],
    ["a host that answers everything with its start page", { ...TWO, "assets/a-2.js": "second" }],
  ])(
    "%s is no version; what came stays for the next try, and the one before lives",
    async (_, files) => {
      const caches = fakeCaches();
      const before = await installed(caches);
      await expect(
        new SiteCopy(list("2", TWO), { caches, fetch: host(files).fetch, scope: SCOPE }).install(),
      ).rejects.toThrow();
      expect(await text(before, "")).toBe("first");
      const mended = host(TWO);
      await new SiteCopy(list("2", TWO), { caches, fetch: mended.fetch, scope: SCOPE }).install();
      expect(mended.asked.length).toBeLessThan(3);
    },
  );

  it("keeps at most two versions, and never an incomplete one in place of a complete one", async () => {
    const caches = fakeCaches();
    await installed(caches);
    await new SiteCopy(list("2", TWO), { caches, fetch: host({}).fetch, scope: SCOPE })
      .install()
      .catch(() => undefined);
    const third = new SiteCopy(list("3", TWO), { caches, fetch: host(TWO).fetch, scope: SCOPE });
    await third.install();
    await third.tidy();
    expect(await caches.keys()).toEqual(["convlab:/lab/:1", "convlab:/lab/:3"]);
  });

  it("keeps the worker's own script of this version, no other, and answers with it", async () => {
    const script = (version: string): string => scriptWith(list(version, ONE), "code();");
    const caches = fakeCaches();
    const copy = await installed(caches);
    expect(copy.knows(`${SCOPE}sw.js`)).toBe(true);
    expect(await text(copy, "sw.js")).toBeNull();
    for (const [version, kept] of [
      ["2", null],
      ["1", script("1")],
    ] as const) {
      const { fetch } = host({ "sw.js": script(version) });
      const same = new SiteCopy(list("1", ONE), { caches, fetch, scope: SCOPE });
      await same.keepScript();
      expect(await text(same, "sw.js")).toBe(kept);
    }
    expect(listIn(script("1"))).toEqual(list("1", ONE));
    expect(listIn("<!doctype html>")).toBeNull();
  });

  it("asks the network first for a course beside the site, and answers as it did last", async () => {
    const caches = fakeCaches();
    await installed(caches);
    const address = `${SCOPE}course/lessons/mine/assets/cat.webp`;
    const at = (files: Readonly<Record<string, string>> | null): SiteCopy =>
      new SiteCopy(list("1", ONE), {
        caches,
        fetch:
          files === null ? async () => Promise.reject(new TypeError("offline")) : host(files).fetch,
        scope: SCOPE,
      });
    const said = async (copy: SiteCopy): Promise<string> =>
      (await copy.answerFresh(address)).text();
    expect(at(null).isBeside(address)).toBe(true);
    expect(at(null).isBeside(`${SCOPE}assets/course/a-1.js`)).toBe(false);
    expect((await at(null).answerFresh(address)).type).toBe("error");
    expect(await said(at({ "course/lessons/mine/assets/cat.webp": "one" }))).toBe("one");
    expect(await said(at({ "course/lessons/mine/assets/cat.webp": "two" }))).toBe("two");
    expect(await said(at(null))).toBe("two");
    expect((await at({}).answerFresh(address)).status).toBe(404);
  });

  it("has what the site said of a course beside it when it is made", async () => {
    const caches = fakeCaches();
    const address = `${SCOPE}course/course.yaml`;
    const around = {
      caches,
      fetch: host({ "course/course.yaml": "title: Ours" }).fetch,
      scope: SCOPE,
    };
    await new SiteCopy(list("1", ONE), around).keepManifest();
    const offline = { ...around, fetch: async () => Promise.reject(new TypeError("offline")) };
    const answer = await new SiteCopy(list("1", ONE), offline).answerFresh(address);
    expect(await answer.text()).toBe("title: Ours");
  });

  it("leaves the caches of other sites of the host alone", async () => {
    const caches = fakeCaches();
    await caches.open("convlab:/another/:7");
    await installed(caches);
    expect(await caches.keys()).toContain("convlab:/another/:7");
  });
});
