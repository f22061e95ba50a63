/**
 * Which modules share a file. A small file costs a slow link a round trip, and a browser more work
 * than reading it, so what is needed together is one file: the shell, the lesson page, what most
 * figures need, the explorer, and what the same few figures need. Everything else is left to the
 * bundler.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const inApp = (...path: string[]): string => join(root, "app", ...path);

interface Graph {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicImporters: readonly string[];
    readonly isEntry: boolean;
  } | null;
}

const PAGE = inApp("pages", "lesson", "LessonPage.tsx");
/** The figure whose files are the explorer's: it is the first that a course shows. */
const EXPLORER = "conv";
/** What the first figure needs and at least so many others is loaded before any of them. */
const SHARED_BY = 9;
/** First the files that others need; the last one is a file per set of figures that share it. */
const FILES = ["lesson", "figure", "explorer", "shared"];

/** All that a module imports statically, itself included. */
function closure(graph: Graph, id: string, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const next of graph.getModuleInfo(id)?.importedIds ?? []) closure(graph, next, seen);
  return seen;
}

/** A figure is its definition and its view, which `index.ts` imports when it is drawn. */
function figure(graph: Graph, name: string): Set<string> {
  const folder = inApp("widgets", name);
  const seen = new Set<string>();
  for (const entry of readdirSync(folder))
    if (/^(index\.ts|[A-Z]\w*\.tsx)$/.test(entry)) closure(graph, join(folder, entry), seen);
  return seen;
}

/** The file of each module that is given one. */
function filesOf(graph: Graph): ReadonlyMap<string, string> {
  const needs = new Map<string, string[]>();
  for (const name of readdirSync(inApp("widgets")))
    if (existsSync(inApp("widgets", name, "index.ts")))
      for (const id of figure(graph, name)) needs.set(id, [...(needs.get(id) ?? []), name]);
  const page = closure(graph, PAGE);
  const found = new Map([...page].map((id) => [id, "lesson"]));
  for (const [id, names] of needs) {
    if (page.has(id)) continue;
    if (names.includes(EXPLORER)) found.set(id, names.length >= SHARED_BY ? "figure" : "explorer");
    else if (names.length > 1) found.set(id, "shared");
  }
  return found;
}

let known: ReadonlyMap<string, string> | null = null;

/** What is imported when it is needed begins a file of its own. */
function isIn(name: string, id: string, graph: Graph): boolean {
  known ??= filesOf(graph);
  return graph.getModuleInfo(id)?.dynamicImporters.length === 0 && known.get(id) === name;
}

export const chunks = {
  /** The bundler names what some share after all who share it. */
  chunkFileNames: ({ name }: { readonly name: string }): string =>
    `assets/${name.replace(/~.*/, "")}-[hash].js`,
  codeSplitting: {
    groups: [
      { name: "shell", tags: ["$initial" as const], priority: FILES.length + 1 },
      ...FILES.map((name, at) => ({
        debugName: name,
        name: (id: string, graph: Graph): string | null => (isIn(name, id, graph) ? name : null),
        priority: FILES.length - at,
        entriesAware: name === "shared",
      })),
    ],
  },
};

/**
 * A worker's entry only imports what it begins with. WebKit evaluates an entry a second time when a
 * part that is loaded later imports it, and the worker would answer everything twice.
 */
export const workerChunks = {
  codeSplitting: {
    groups: [
      {
        name: (id: string, graph: Graph): string | null =>
          graph.getModuleInfo(id)?.isEntry === true ? null : "worker",
        tags: ["$initial" as const],
      },
    ],
  },
};
