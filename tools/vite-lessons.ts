/**
 * Vite plugin: compiles `lessons/<id>/lesson*.mdoc` when they are asked for. `virtual:lessons` is
 * the index; `virtual:lesson/<id>/<lang>` one compiled document, its own chunk. A build stops at
 * errors; the dev server prints them, shows them boxed in the page, and reloads when a lesson or
 * what compiles it is saved.
 */
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, normalizePath, type Plugin, type ViteDevServer } from "vite";
import type { CompiledFile, CourseFile } from "../app/lesson/compile/course";
import type { Diagnostic } from "../app/lesson/language/diagnostics";
import { lessonFiles, type LessonFile } from "./lesson-files.ts";
import { words } from "./vite-words.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const INDEX = "virtual:lessons";
const ONE = "virtual:lesson/";
const SOURCES = "virtual:lesson-sources";
const ASSET = "asset:";

interface Compiler {
  widgetNames(doc: CompiledFile["doc"]): readonly string[];
  compileShipped(files: readonly CourseFile[]): CompiledFile[];
  reportText(diagnostic: Diagnostic, text: string): string;
}

interface Compiled {
  readonly files: readonly LessonFile[];
  readonly lessons: readonly CompiledFile[];
  readonly widgetNames: Compiler["widgetNames"];
  readonly report: (diagnostic: Diagnostic, text: string) => string;
}

/** `folder` holds `lessons/`; the lab itself unless a test says otherwise. */
export function lessons(folder: string = root): Plugin {
  let compiled: Promise<Compiled> | null = null;
  let building = false;
  const get = (): Promise<Compiled> => (compiled ??= compileAll(folder));
  return {
    name: "convlab-lessons",
    configResolved(config) {
      building = config.command === "build";
    },
    configureServer(server) {
      watch(server, folder, () => {
        compiled = null;
      });
    },
    resolveId: (id) =>
      id === INDEX || id.startsWith(ONE) || id.startsWith(SOURCES) ? `\0${id}` : null,
    async load(id) {
      if (id.startsWith(`\0${SOURCES}`)) return sourceModule(folder, id.slice(SOURCES.length + 2));
      if (!id.startsWith(`\0${INDEX}`) && !id.startsWith(`\0${ONE}`)) return null;
      const fresh = compiled === null;
      const result = await get();
      if (building) {
        const errors = faults(result, "error");
        if (errors.length > 0)
          return this.error(`The lessons have errors.\n\n${errors.join("\n\n")}`);
        for (const file of result.files) this.addWatchFile(join(folder, file.path));
      } else if (fresh)
        for (const text of [...faults(result, "error"), ...faults(result, "warning")])
          console.warn(`${text}\n`);
      return id === `\0${INDEX}`
        ? indexModule(result)
        : lessonModule(result, id.slice(ONE.length + 1));
    },
  };
}

/**
 * A save of a lesson, of an asset, or of code that compiles them makes all lessons stale; the
 * address keeps the place.
 */
function watch(server: ViteDevServer, folder: string, forget: () => void): void {
  server.watcher.add(join(folder, "lessons"));
  const stale = (path: string): void => {
    const below = (place: string): string => normalizePath(relative(place, path));
    const isLesson = /^lessons\/[^/]+\/(lesson[\w.-]*\.mdoc|assets\/[^/]+)$/.test(below(folder));
    const compiles =
      /^(app\/lesson\/(language|compile|practice)|app\/widgets|engine\/(core|ops))\/.*\.ts$/.test(
        below(root),
      ) && !path.endsWith(".test.ts");
    if (!isLesson && !compiles) return;
    forget();
    const { moduleGraph } = server.environments["client"] ?? {};
    for (const module of moduleGraph?.idToModuleMap.values() ?? [])
      if (
        module.id?.startsWith(`\0${INDEX}`) === true ||
        module.id?.startsWith(`\0${ONE}`) === true
      )
        moduleGraph?.invalidateModule(module);
    if (isLesson) server.environments["client"]?.hot.send({ type: "full-reload" });
  };
  for (const event of ["change", "add", "unlink"] as const) server.watcher.on(event, stale);
}

/**
 * The compiler runs in a Vite of its own, so that it sees the engine and the widgets as the browser
 * does.
 */
async function compileAll(folder: string): Promise<Compiled> {
  const server = await createServer({
    root,
    configFile: false,
    appType: "custom",
    logLevel: "error",
    cacheDir: join(root, "node_modules", ".vite-lessons"),
    plugins: [words()],
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    const compiler = await server.ssrLoadModule("/app/lesson/compile/shipped.ts");
    if (!isCompiler(compiler)) throw new Error("app/lesson/compile/shipped.ts has no compiler");
    const files = lessonFiles(folder);
    const named = files.map((file) => ({
      ...file,
      assets: Object.fromEntries(Object.keys(file.assets).map((path) => [path, ASSET + path])),
    }));
    return {
      files,
      lessons: compiler.compileShipped(named),
      widgetNames: compiler.widgetNames,
      report: compiler.reportText,
    };
  } finally {
    await server.close();
  }
}

function isCompiler(module: object): module is Compiler {
  return "compileShipped" in module && "reportText" in module && "widgetNames" in module;
}

function faults({ lessons: all, report }: Compiled, severity: Diagnostic["severity"]): string[] {
  return all.flatMap(({ file, diagnostics }) =>
    diagnostics.filter((one) => one.severity === severity).map((one) => report(one, file.text)),
  );
}

function indexModule({ lessons: all, widgetNames }: Compiled): string {
  const originals = all.filter(({ file }) => file.language === null);
  const entries = originals.map(({ file, doc }) => {
    const versions = all.filter((one) => one.file.folder === file.folder);
    const languages = versions.map(
      ({ doc: { lang } }) =>
        `${JSON.stringify(lang)}: () => import(${JSON.stringify(`${ONE}${file.folder}/${lang}`)}).then((module) => module.lesson)`,
    );
    const { id, title, minutes, lang } = doc;
    const light = JSON.stringify({
      id,
      title,
      minutes,
      lang,
      widgets: [...new Set(widgetNames(doc))],
    });
    return `{ ...${light}, languages: { ${languages.join(", ")} } }`;
  });
  return `export const lessons = [${entries.join(",\n")}];\n`;
}

/** The text of an original as a module; without a name the list of how each is loaded. */
function sourceModule(folder: string, id: string): string {
  const originals = lessonFiles(folder).filter(({ language }) => language === null);
  const one = originals.find((file) => file.folder === id);
  if (one !== undefined) return `export const source = ${JSON.stringify(one.text)};\n`;
  const entries = originals.map(
    (file) =>
      `${JSON.stringify(file.folder)}: () => import(${JSON.stringify(`${SOURCES}/${file.folder}`)}).then((module) => module.source)`,
  );
  return `export const sources = { ${entries.join(",\n")} };\n`;
}

/** One document as a module; its images become files of the build. `name` is `<folder>/<lang>`. */
function lessonModule({ files, lessons: all }: Compiled, name: string): string {
  const [folder, lang] = name.split("/");
  const found = all.find(({ file, doc }) => file.folder === folder && doc.lang === lang);
  if (found === undefined) return `throw new Error("there is no lesson ${name}");`;
  const assets = Object.entries(files.find((file) => file.path === found.file.path)?.assets ?? {});
  const imports = assets.map(
    ([, path], at) => `import asset${at} from ${JSON.stringify(`${normalizePath(path)}?url`)};\n`,
  );
  let text = JSON.stringify(found.doc);
  assets.forEach(([path], at) => {
    text = text.replaceAll(`:${JSON.stringify(ASSET + path)}`, `:asset${at}`);
  });
  return `${imports.join("")}export const lesson = ${text};\n`;
}
