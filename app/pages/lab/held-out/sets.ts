/** Sets of pictures whose held-out part a network can be asked about. */
import { useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { Shape } from "../../../../engine/core/shape";
import { classesOf, type Dataset } from "../../../../engine/data/dataset";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { RunsContext } from "../../../runs/runs";
import { misfit } from "../train/fit";
import { lookForOwn, own } from "../train/own/own-set";
import type { OwnSet } from "../../../pictures/own/pictures";
import { openSet, type SetData } from "./open-set";

export interface HeldOutSet {
  readonly value: string;
  readonly title: string;
  readonly data: SetData;
  readonly shape: Shape;
  readonly classes: readonly string[];
}

/** Those that this network reads and whose classes it tells apart; the reader's own first. */
export function useSets(network: NetworkShapes): readonly HeldOutSet[] {
  const all = useAllSets();
  return useMemo(() => all.filter((set) => setFits(network, set)), [network, all]);
}

export function setFits(network: NetworkShapes, { shape, classes }: HeldOutSet): boolean {
  return misfit(network, shape, classes.length) === null;
}

/** All sets that there are. */
export function useAllSets(): readonly HeldOutSet[] {
  const runs = useContext(RunsContext);
  useEffect(() => void lookForOwn(runs), [runs]);
  const mine = useStore(own, ({ set }) => set);
  return useMemo(() => (mine === null ? SHIPPED : [ownOf(mine), ...SHIPPED]), [mine]);
}

const SHIPPED: readonly HeldOutSet[] = [
  { value: "mnist", title: "the lab's digits" },
  { value: "fashion", title: "the lab's clothes" },
].map((one) => ({
  ...one,
  data: one.value,
  shape: [1, 28, 28],
  classes: classesOf(one.value),
}));

function ownOf({ provided, shape, classes }: OwnSet): HeldOutSet {
  return { value: "own", title: "your own pictures", data: provided.file, shape, classes };
}

const opened = new Map<SetData, Promise<Dataset>>();

/** The pictures of a set, opened once. Rejects with LabError "lost" or "format". */
export function openedSet(data: SetData): Promise<Dataset> {
  const known = opened.get(data) ?? openSet(document.baseURI, data);
  opened.set(data, known);
  known.catch(() => opened.delete(data));
  return known;
}
