/**
 * Networks that are kept on this device, and the one that is worked on: it is there again after a
 * reload.
 */
import { useEffect, useEffectEvent, useState } from "react";
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
  forget(name: string): Promise<void>;
}

/** Milliseconds after the last change. */
const SETTLED = 1500;
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
  useEffect(() => {
    if (!ready || network === null || network.parameterCount > MOST_PARAMETERS) return undefined;
    const waiting = setTimeout(
      () => void writeProject(UNNAMED, projectFile(project).buffer),
      SETTLED,
    );
    return () => clearTimeout(waiting);
  }, [ready, project, network]);
  return {
    projects,
    keep: async (one) => {
      const problem = await kept(one);
      setProjects(await listProjects());
      return problem;
    },
    forget: async (name) => {
      await deleteProject(name);
      setProjects(await listProjects());
    },
  };
}

/** Keeps it; why that is not done, in the reader's words, or "". */
async function kept(project: Project): Promise<string> {
  try {
    const file = projectFile(project);
    const unreadable = whyUnreadable(file);
    return unreadable === ""
      ? await writeProject(project.name, file.buffer)
      : `It is too large to be kept here: ${withEnd(unreadable)}`;
  } catch (error) {
    return reason(error);
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
