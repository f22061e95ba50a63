/**
 * Held-out pictures of a set that the network tells apart: what it would miss, what its units like
 * best, and which classes it keeps apart.
 */
import { t } from "../../../language/words";
import { memo, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { classesOf } from "../../../../engine/data/dataset";
import { writeSafetensors } from "../../../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { Select } from "../../../figures/marks/controls/Select";
import { RunsContext } from "../../../runs/runs";
import { filledWeights, type Project } from "../project";
import { misfit } from "../train/fit";
import { lookForOwn, own } from "../train/own/own-set";
import type { OwnSet } from "../../../pictures/own/pictures";
import { CutPanel } from "./CutPanel";
import { EmbeddingPanel } from "./EmbeddingPanel";
import type { SubjectQuestion } from "./subject";
import { UnitsPanel } from "./UnitsPanel";
import styles from "../ask/ask.module.css";

interface HeldOutProps {
  readonly project: Project;
  readonly network: NetworkShapes;
}

export interface PanelProps extends HeldOutProps {
  /** Writes the network with its weights, and the pictures; the same function for the same ones. */
  readonly ask: () => SubjectQuestion;
}

interface Pictures {
  readonly value: string;
  readonly title: string;
  readonly data: SubjectQuestion["data"];
}

/** Drawn anew when the network is another one, not at each stroke of what it is asked. */
export const HeldOut = memo(function HeldOut({ project, network }: HeldOutProps): ReactNode {
  const [chosen, setChosen] = useState("");
  const runs = useContext(RunsContext);
  useEffect(() => void lookForOwn(runs), [runs]);
  const mine = useStore(own, ({ set }) => set);
  const sets = useMemo(() => picturesFor(network, mine), [network, mine]);
  const set = sets.find(({ value }) => value === chosen) ?? sets[0];
  const data = set?.data ?? "";
  const ask = useMemo(() => () => questionOf(project, network, data), [project, network, data]);
  if (set === undefined || project.weights.size === 0) return null;
  return (
    <>
      {sets.length > 1 && (
        <div className={styles["row"]}>
          <Select
            label={t("Held-out pictures")}
            value={set.value}
            options={sets}
            onChange={setChosen}
          />
        </div>
      )}
      <CutPanel project={project} network={network} ask={ask} />
      <UnitsPanel project={project} network={network} ask={ask} />
      <EmbeddingPanel project={project} network={network} ask={ask} />
    </>
  );
});

function questionOf(
  project: Project,
  network: NetworkShapes,
  data: SubjectQuestion["data"],
): SubjectQuestion {
  const { range, mean, std } = project.pixels;
  return {
    base: document.baseURI,
    spec: network.spec,
    weights: writeSafetensors(filledWeights(project, network).weights).buffer,
    data,
    scale: { mean: (mean[0] ?? 0) / range, std: (std[0] ?? 1) / range },
  };
}

/** Sets of pictures that this network reads and whose classes it tells apart. */
function picturesFor(network: NetworkShapes, mine: OwnSet | null): readonly Pictures[] {
  const fits = (shape: readonly number[], classes: number): boolean =>
    misfit(network, shape, classes) === null;
  const shipped = [
    { value: "mnist", title: t("the lab's digits") },
    { value: "fashion", title: t("the lab's clothes") },
  ].filter(({ value }) => fits([1, 28, 28], classesOf(value).length));
  return [
    ...(mine !== null && fits(mine.shape, mine.classes.length)
      ? [{ value: "own", title: t("your own pictures"), data: mine.provided.file }]
      : []),
    ...shipped.map((one) => ({ ...one, data: one.value })),
  ];
}
