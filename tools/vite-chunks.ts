/**
 * Which modules share a file. A small file costs a slow link a round trip, and a browser more work
 * than reading it, so what is needed together is one file: the shell, the lesson page, what most
 * figures need, the explorer, and what the same few figures need. Everything else is left to the
 * bundler.
 */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const inApp = (...path: string[]): string => join(root, "app", ...path);

interface Graph {
  getModuleInfo(id: string): {
    readonly code: string | null;
    readonly importedIds: readonly string[];
    readonly dynamicImporters: readonly string[];
    readonly isEntry: boolean;
  } | null;
}

const PAGE = inApp("pages", "lesson", "LessonPage.tsx");
/** The figure whose files are the explorer's: it is the first that a course shows. */
const EXPLORER = "conv";
/**
 * What at least so many figures need is one file: "figure" where the first one needs it, too, else
 * "common".
 */
const SHARED_BY = 9;
/** What a lesson draws once its figure is there. */
const QUESTION = inApp("lesson", "runtime", "questions", "Question.tsx");
/**
 * First the files that others need, since a file takes along what its modules import and no file
 * before it has; "shared" is a file per set of figures that share it.
 */
const FILES = ["lesson", "figure", "explorer", "common", "shared", "question"];

/** What the start page and every lesson begin with. */
const AHEAD = new Set(["lesson", "figure", "explorer"]);

/** All that a module imports statically, itself included. */
function closure(graph: Graph, id: string, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const next of imported(graph, id)) closure(graph, next, seen);
  return seen;
}

/** The module that names every icon there is; of it a file only needs those that it names. */
const ICONS = /\/lucide-react\/dist\/esm\/lucide-react\.m?js$/;

function imported(graph: Graph, id: string): readonly string[] {
  const { code, importedIds } = graph.getModuleInfo(id) ?? { code: null, importedIds: [] };
  const icons = importedIds.find((next) => ICONS.test(next));
  if (icons === undefined || code === null) return importedIds;
  const named = [...code.matchAll(/\{([^}]*)\}\s*from\s*"lucide-react"/g)].flatMap(
    ([, list = ""]) => list.split(",").map((one) => one.trim().split(" ")[0] ?? ""),
  );
  const names = graph.getModuleInfo(icons)?.code ?? "";
  const files = named.flatMap((name) => {
    const [, file] = new RegExp(`default as ${name}[, ].*from '\\.(/icons/.*)'`).exec(names) ?? [];
    return file === undefined ? [] : [join(dirname(icons), file)];
  });
  return [...importedIds.filter((next) => next !== icons), ...files];
}

/** A figure is its definition and its view, which `index.ts` imports when it is drawn. */
function figureFiles(name: string): readonly string[] {
  const view = name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [inApp("widgets", name, "index.ts"), inApp("widgets", name, `${view}.tsx`)];
}

function figure(graph: Graph, name: string): Set<string> {
  const seen = new Set<string>();
  for (const file of figureFiles(name)) closure(graph, file, seen);
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
    else if (names.length > 1) found.set(id, names.length >= SHARED_BY ? "common" : "shared");
  }
  for (const id of closure(graph, QUESTION)) if (!found.has(id)) found.set(id, "question");
  return found;
}

let known: ReadonlyMap<string, string> | null = null;

/** These are asked for together with the file that they are in. */
const TOGETHER = new Set([PAGE, ...figureFiles(EXPLORER), QUESTION]);

/** What else is imported when it is needed begins a file of its own. */
function isIn(name: string, id: string, graph: Graph): boolean {
  known ??= filesOf(graph);
  const begins = graph.getModuleInfo(id)?.dynamicImporters.length !== 0 && !TOGETHER.has(id);
  return !begins && known.get(id) === name;
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
 * The start page and every lesson begin with these: they are asked for beside the shell, and not
 * when it has been read.
 */
export function ahead(): Plugin {
  return {
    name: "convlab-ahead",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle = {} }) =>
        Object.values(bundle)
          .filter((file) => file.type === "chunk")
          .filter(({ name }) => AHEAD.has(name))
          .flatMap(({ fileName, viteMetadata }) => [
            link({ rel: "modulepreload", crossorigin: true, href: `./${fileName}` }),
            ...[...(viteMetadata?.importedCss ?? [])].map((href) =>
              link({ rel: "preload", as: "style", crossorigin: true, href: `./${href}` }),
            ),
          ]),
    },
  };
}

const link = (attrs: Readonly<Record<string, string | true>>) => ({
  tag: "link",
  attrs,
  injectTo: "head" as const,
});

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
