/**
 * The lesson files on disk: `lessons/<id>/lesson.mdoc`, its translations `lesson.<lang>.mdoc`, and
 * `assets/*`.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";

export interface LessonFile {
  /** Path from the root of the repository, or the whole path of a file elsewhere; with /. */
  readonly path: string;
  /** Name of the folder; null for a file that stands alone. */
  readonly folder: string | null;
  /** Of a translation: the language of its file name. */
  readonly language: string | null;
  readonly text: string;
  /** Path as the lesson writes it ("assets/cat.png") -> path on disk. */
  readonly assets: Readonly<Record<string, string>>;
  /** Contents of the files that are no images, by their path as the lesson writes it. */
  readonly arrays: Readonly<Record<string, Uint8Array>>;
  readonly bytes: Readonly<Record<string, number>>;
}

const NAME = /^lesson(?:\.([A-Za-z0-9-]+))?\.mdoc$/;
const IMAGE = /\.(png|jpe?g|webp|avif|gif|svg)$/i;
const DATA = /\.(npy|npz|safetensors|zip|csv)$/;
/** More than a lesson may have; what is larger is not read to its end. */
const MOST_BYTES = 10_000_000;

/** Every lesson file under `root`/lessons, in order of path. */
export function lessonFiles(root: string): LessonFile[] {
  const folder = join(root, "lessons");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) =>
      readdirSync(join(folder, entry.name)).map((file) => join(folder, entry.name, file)),
    )
    .filter((path) => NAME.test(basename(path)))
    .toSorted()
    .map((path) => lessonFile(root, path));
}

export function lessonFile(root: string, path: string): LessonFile {
  const folder = dirname(path);
  const data = assetsOf(folder, DATA);
  const assets = { ...assetsOf(folder, IMAGE), ...data };
  return {
    path: (relative(root, path).startsWith("..") ? path : relative(root, path))
      .split(sep)
      .join("/"),
    folder: basename(folder),
    language: NAME.exec(basename(path))?.[1] ?? null,
    text: readFileSync(path, "utf8"),
    assets,
    arrays: Object.fromEntries(
      Object.entries(data)
        .filter(([, on]) => statSync(on).size <= MOST_BYTES)
        .map(([name, on]) => [name, new Uint8Array(readFileSync(on))]),
    ),
    bytes: Object.fromEntries(
      Object.entries(assets).map(([name, on]) => [name, statSync(on).size]),
    ),
  };
}

function assetsOf(folder: string, kind: RegExp): Record<string, string> {
  const assets = join(folder, "assets");
  if (!existsSync(assets)) return {};
  const files = readdirSync(assets).filter(
    (name) => kind.test(name) && statSync(join(assets, name)).isFile(),
  );
  return Object.fromEntries(files.map((name) => [`assets/${name}`, join(assets, name)]));
}
