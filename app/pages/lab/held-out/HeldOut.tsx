/**
 * Held-out pictures of a set that the network tells apart: what it would miss, what its units like
 * best, and which classes it keeps apart.
 */
import { memo, type ReactNode, useMemo, useState } from "react";
import { t } from "../../../language/words";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { Select } from "../../../figures/marks/controls/Select";
import type { Project } from "../project";
import { CutPanel } from "./CutPanel";
import { EmbeddingPanel } from "./EmbeddingPanel";
import { questionOf } from "./question";
import type { HeldOutSet } from "./sets";
import type { SubjectQuestion } from "./subject";
import { UnitsPanel } from "./UnitsPanel";
import styles from "../ask/ask.module.css";

interface Subject {
  readonly project: Project;
  readonly network: NetworkShapes;
}

interface HeldOutProps extends Subject {
  readonly sets: readonly HeldOutSet[];
  /** One of the pictures is to be asked about. */
  readonly onPicture: (set: string, picture: number) => void;
}

export interface PanelProps extends Subject {
  /** Writes the network with its weights, and the pictures; the same function for the same ones. */
  readonly ask: () => SubjectQuestion;
  /** A picture, by its place among the held-out ones, is to be asked about. */
  readonly onPicture: (picture: number) => void;
}

/** Drawn anew when the network is another one, not at each stroke of what it is asked. */
export const HeldOut = memo(function HeldOut({
  project,
  network,
  sets,
  onPicture,
}: HeldOutProps): ReactNode {
  const [chosen, setChosen] = useState("");
  const set = sets.find(({ value }) => value === chosen) ?? sets[0];
  const data = set?.data ?? "";
  const ask = useMemo(() => () => questionOf(project, network, data), [project, network, data]);
  if (set === undefined || project.weights.size === 0) return null;
  const panel = {
    project,
    network,
    ask,
    onPicture: (picture: number) => onPicture(set.value, picture),
  };
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
      <CutPanel {...panel} />
      <UnitsPanel {...panel} />
      <EmbeddingPanel {...panel} />
    </>
  );
});
