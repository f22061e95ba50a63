/** What is opened at the workbench, from wherever it comes, and what became of it. */
import { useRef, useState } from "react";
import { LabError } from "../../../../engine/core/errors";
import { networkShapes } from "../../../../engine/graph/shapes";
import { exact } from "../../../figures/network-map/counts";
import { t } from "../../../language/words";
import { openFile as openPicture } from "../../../pictures/open-picture";
import { pictureShape } from "../../../pictures/picture-shape";
import { formatHash, goTo } from "../../../shell/address";
import type { Project } from "../project";
import { openStoredProject, type StoredProjects } from "../useStoredProjects";
import type { Bench } from "../useProject";
import { openFile, type RefusedGraph } from "./open-file";

export interface Said {
  readonly problem: string;
  readonly notes: readonly string[];
  /** The graph of a file that was not opened. */
  readonly refused: RefusedGraph | null;
}
const NOTHING: Said = { problem: "", notes: [], refused: null };

export function useOpening(bench: Bench, { keepAll }: StoredProjects) {
  const [said, setSaid] = useState<Said>(NOTHING);
  const [code, setCode] = useState<string | null>(null);
  const [pictures, setPictures] = useState(0);
  /** How many times something was opened: an answer that comes after a later one is dropped. */
  const openings = useRef(0);
  const refuse = (problem: string): void => setSaid({ ...NOTHING, problem });
  const take = (project: Project, notes: readonly string[]): void => {
    openings.current += 1;
    bench.change(project, t("open {name}", { name: project.name }));
    setSaid({ ...NOTHING, notes: [countsOf(project), ...notes] });
    setCode(null);
  };
  /** All of them are kept here, the first is opened. */
  const takeAll = async (all: readonly Project[], notes: readonly string[]): Promise<void> => {
    const [first] = all;
    const told = await keepAll(all);
    if (first !== undefined) take(first, [...told, ...notes]);
  };
  const takePicture = async (picture: File): Promise<void> => {
    const problem = await keepPicture(bench.project, picture);
    refuse(problem);
    if (problem !== "") return;
    setPictures((count) => count + 1);
    goTo(formatHash("lab", [], new Map([["part", "ask"]])));
  };
  const openKept = async (name: string): Promise<void> => {
    const opening = ++openings.current;
    const found = await openStoredProject(name);
    if (opening !== openings.current) return;
    if (found === null) refuse(t("“{name}” cannot be read any more.", { name }));
    else take(found, []);
  };
  const open = async (file: File): Promise<void> => {
    const opening = ++openings.current;
    setSaid({ ...NOTHING, notes: [t("{name} is being read…", { name: file.name })] });
    const opened = await openFile(file, bench.project);
    if (opening !== openings.current) return;
    if ("project" in opened) take(opened.project, opened.notes);
    else if ("projects" in opened) await takeAll(opened.projects, opened.notes);
    else if ("picture" in opened) await takePicture(opened.picture);
    else if ("code" in opened) {
      setCode(opened.code);
      setSaid(NOTHING);
    } else setSaid({ ...NOTHING, problem: opened.problem, refused: opened.refused ?? null });
  };
  return {
    said,
    /** That is pasted; null: none. */
    code,
    setCode,
    /** How many were opened. */
    pictures,
    refuse,
    take,
    openKept: (name: string) => void openKept(name),
    openFile: (file: File) => void open(file),
  };
}

/** Opens it for the network; what is wrong with it, or "". */
async function keepPicture({ spec }: Project, file: File): Promise<string> {
  const [{ sourceOf }, { beginWithOwn, PLACE }] = await Promise.all([
    import("../../../pictures/rgba-source"),
    import("../ask/usePictureAsked"),
  ]);
  const size = pictureShape(spec.input);
  if (size === null) return t("This network reads no pictures.");
  const source = sourceOf(Math.max(size[1], size[2]));
  const opened = await openPicture(source, file);
  if ("problem" in opened) return opened.problem;
  source.kept.set(PLACE, opened);
  beginWithOwn(size);
  return "";
}

function countsOf({ name, spec }: Project): string {
  try {
    const { layers, parameterCount } = networkShapes(spec);
    const many = t("{count, plural, one {# layer} other {# layers}}", { count: layers.length });
    return t("{name} is open: {layers}, {parameterCount} parameters.", {
      name,
      layers: many,
      parameterCount: exact(parameterCount),
    });
  } catch (error) {
    if (error instanceof LabError)
      return t("{name} is open. It does not fit together yet.", { name });
    throw error;
  }
}
