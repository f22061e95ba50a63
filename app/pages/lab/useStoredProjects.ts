/**
 * Networks that are kept on this device, and the one that is worked on: it is there again after a
 * reload.
 */
import { t } from "../../language/words";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import {
  deleteProject,
  writeProject,
  type ListedProject,
  listProjects,
  readProject,
  UNNAMED,
} from "../../store/projects";
import { reason, withEnd } from "../../shell/reason";
import { type Project, projectFile, projectFrom, whyUnreadable } from "./project";
import type { Bench } from "./useProject";

export interface StoredProjects {
  readonly projects: readonly ListedProject[];
  /** Why it is not kept; "" when it is. */
  keep(project: Project): Promise<string>;
  /** Keeps them under names that are free; what became of them, in sentences. */
  keepAll(projects: readonly Project[]): Promise<readonly string[]>;
  forget(name: string): Promise<void>;
}

/** Milliseconds after the last change; a larger network is written less often. */
const SETTLED = 200;
const SETTLED_LARGE = 1500;
const LARGE = 1e6;
/** A larger one is only kept when that is asked for. */
const MOST_PARAMETERS = 8e6;

/**
 * `isNew`, as it is at first: what was worked on last is to be opened, unless something is done to
 * the network before it is read.
 */
export function useStoredProjects(
  { project, looked, lastDone, amend }: Bench,
  isNew: boolean,
): StoredProjects {
  const [projects, setProjects] = useState<readonly ListedProject[]>([]);
  const [opensLast] = useState(isNew);
  const [ready, setReady] = useState(!opensLast);
  useEffect(() => {
    void listProjects().then(setProjects);
  }, []);
  const begin = useEffectEvent((found: Project | null) => {
    if (found !== null && lastDone === null) amend(() => found);
    setReady(true);
  });
  useEffect(() => {
    if (opensLast) void openStoredProject(UNNAMED).then(begin);
  }, [opensLast]);
  const { network } = looked;
  const parameters = network?.parameterCount ?? Number.POSITIVE_INFINITY;
  useWriting(
    project,
    ready && parameters <= MOST_PARAMETERS,
    parameters > LARGE ? SETTLED_LARGE : SETTLED,
  );
  return {
    projects,
    keep: async (one) => {
      const problem = await kept(one);
      setProjects(await listProjects());
      return problem;
    },
    keepAll: async (all) => {
      const told = await keptAll(all);
      setProjects(await listProjects());
      return told;
    },
    forget: async (name) => {
      await deleteProject(name);
      setProjects(await listProjects());
    },
  };
}

/**
 * Writes what is worked on: new weights at once, other changes when they have settled or the page
 * is left.
 */
function useWriting(project: Project, wanted: boolean, settled: number): void {
  const written = useRef<Project | null>(null);
  const write = useEffectEvent(() => {
    if (!wanted || written.current === project) return;
    written.current = project;
    void writeProject(UNNAMED, projectFile(project).buffer);
  });
  const before = useRef(project.weights);
  useEffect(() => {
    if (!wanted) return undefined;
    const isNew = project.weights !== before.current;
    before.current = project.weights;
    const waiting = setTimeout(write, isNew ? 0 : settled);
    return () => clearTimeout(waiting);
  }, [wanted, project, settled]);
  useEffect(() => {
    addEventListener("pagehide", write);
    return () => {
      removeEventListener("pagehide", write);
      write();
    };
  }, []);
}

/** Keeps it; why that is not done, in the reader's words, or "". */
async function kept(project: Project): Promise<string> {
  try {
    const file = projectFile(project);
    const unreadable = whyUnreadable(file);
    return unreadable === ""
      ? await writeProject(project.name, file.buffer)
      : t("It is too large to be kept here: {unreadable}", { unreadable: withEnd(unreadable) });
  } catch (error) {
    return reason(error);
  }
}

async function keptAll(projects: readonly Project[]): Promise<readonly string[]> {
  const taken = new Set((await listProjects()).map(({ name }) => name));
  const there: string[] = [];
  const problems: string[] = [];
  for (const project of projects) {
    const name = freeName(project.name, taken);
    const problem = await kept({ ...project, name });
    if (problem === "") there.push(`“${name}”`);
    else problems.push(`“${name}”: ${withEnd(problem)}`);
    taken.add(name);
  }
  return [
    ...(there.length === 0
      ? []
      : [t("Kept on this device: {names}.", { names: there.join(", ") })]),
    ...problems,
  ];
}

/** "LeNet-5", or "LeNet-5 (2)" where that is kept already. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let at = 1; ; at++) {
    const tried = at === 1 ? name : `${name.slice(0, 100)} (${at})`;
    if (!taken.has(tried)) return tried;
  }
}

/** Null where there is none, or where it cannot be read any more. */
export async function openStoredProject(name: string): Promise<Project | null> {
  const file = await readProject(name);
  if (file === null) return null;
  try {
    return projectFrom(new Uint8Array(file));
  } catch {
    return null;
  }
}
