/**
 * Networks that are kept here, beside the one that is open: their size, and what they get right.
 */
import { t } from "../../../language/words";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { LabError } from "../../../../engine/core/errors";
import { type NetworkShapes, networkShapes } from "../../../../engine/graph/shapes";
import { Button } from "../../../figures/marks/controls/Button";
import { percent } from "../../../figures/curve/format";
import { counted } from "../../../language/numerals";
import { Select } from "../../../figures/marks/controls/Select";
import { exact } from "../../../figures/network-map/counts";
import { SCROLLABLE } from "../../../shell/scrollable";
import { measured } from "../held-out/measured";
import { questionOf } from "../held-out/question";
import { type HeldOutSet, setFits, useAllSets } from "../held-out/sets";
import type { Project } from "../project";
import { openStoredProject } from "../useStoredProjects";
import lab from "../workbench.module.css";
import styles from "./compare.module.css";

interface CompareProps {
  readonly open: Project;
  /** Names of those that are kept. */
  readonly kept: readonly string[];
}

interface Row {
  readonly name: string;
  readonly network: NetworkShapes | null;
  readonly trained: string;
  /** Of the held-out pictures; a word where it is not measured. */
  readonly right: string;
}

export function Compare({ open, kept }: CompareProps): ReactNode {
  const sets = useAllSets();
  const [chosen, setChosen] = useState("");
  const set = sets.find(({ value }) => value === chosen) ?? sets[0];
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [busy, setBusy] = useState(false);
  const turn = useRef(new AbortController());
  useEffect(() => () => turn.current.abort(), []);
  const compare = async (): Promise<void> => {
    turn.current.abort();
    const { signal } = (turn.current = new AbortController());
    setBusy(true);
    setRows([]);
    const add = (row: Row): void => setRows((known) => [...known, row]);
    add(await rowOf(open, t("open now"), set, signal));
    for (const name of kept) {
      if (signal.aborted) return;
      const project = await openStoredProject(name);
      const row =
        project === null
          ? { name, network: null, trained: "", right: t("cannot be read any more") }
          : await rowOf(project, "", set, signal);
      if (!signal.aborted) add(row);
    }
    setBusy(false);
  };
  return (
    <>
      <div className="row">
        <Button disabled={busy} onClick={() => void compare()}>
          {t("Compare them")}
        </Button>
        {set !== undefined && sets.length > 1 && (
          <Select
            label={t("on held-out pictures of")}
            value={set.value}
            options={sets}
            onChange={setChosen}
          />
        )}
        {busy && <output>{t("They are asked one after the other…")}</output>}
      </div>
      {rows.length > 0 && <Table rows={rows} />}
    </>
  );
}

function Table({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  return (
    <div {...SCROLLABLE} className={lab["scroll"]} aria-label={t("Networks beside each other")}>
      <table className={styles["compared"]}>
        <thead>
          <tr>
            <th scope="col">{t("Network")}</th>
            <th scope="col">{t("Layers")}</th>
            <th scope="col">{t("Parameters")}</th>
            <th scope="col">{t("Multiply-adds")}</th>
            <th scope="col">{t("Right, held out")}</th>
            <th scope="col">{t("Weights")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, network, trained, right }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{network?.layers.length ?? "–"}</td>
              <td>{network === null ? "–" : exact(network.parameterCount)}</td>
              <td>{network === null ? "–" : exact(network.multiplyAdds)}</td>
              <td>{right}</td>
              <td>{trained === "" ? t("not trained") : trained}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

async function rowOf(
  project: Project,
  mark: string,
  set: HeldOutSet | undefined,
  signal: AbortSignal,
): Promise<Row> {
  const about = {
    name: mark === "" ? project.name : `${project.name} (${mark})`,
    trained: project.trained,
  };
  try {
    const network = networkShapes(project.spec);
    if (project.weights.size === 0 || set === undefined)
      return { ...about, network, right: t("not measured") };
    if (!setFits(network, set)) return { ...about, network, right: t("reads other pictures") };
    const { right, of } = await measured(questionOf(project, network, set.data), signal);
    return {
      ...about,
      network,
      right: t("{share} of {count}", { share: percent(right / of), count: counted(of) }),
    };
  } catch (error) {
    if (error instanceof LabError)
      return { ...about, network: null, right: t("does not fit together") };
    throw error;
  }
}
