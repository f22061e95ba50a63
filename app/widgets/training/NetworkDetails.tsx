/**
 * The network of a run, layer by layer, closed until wanted; the layer in which numbers broke is
 * marked.
 */
import { echo, t } from "../../language/words";
import { memo, useMemo, useState } from "react";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { NetworkMap } from "../../figures/network-map/NetworkMap";
import type { Opened } from "../../figures/network-map/visible";
import type { RunView } from "../../runs/run-view";
import { layersIn } from "./measures";
import styles from "./training.module.css";
import { counted } from "../../language/numerals";

export interface NetworkDetailsProps {
  readonly title: string;
  readonly network: NetworkSpec;
  readonly problem: RunView["problem"];
}

/**
 * Drawn again only when the network or the problem is another: a run that goes on costs nothing
 * here.
 */
export const NetworkDetails = memo(({ title, network, problem }: NetworkDetailsProps) => {
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [chosen, setChosen] = useState<string | null>(problem?.layer ?? null);
  const shapes = useMemo(() => networkShapes(network), [network]);
  // As the lessons count: an activation, a pool or a normalisation is no layer of its own.
  const learning = layersIn(network).weights.length;
  return (
    <details
      className={styles["network"]}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {t(
          "{title}: {learning, plural, one {# layer} other {# layers}} with weights, {parameterCount} parameters",
          { title, learning, parameterCount: counted(shapes.parameterCount) },
        )}
      </summary>
      {open && problem?.layer !== undefined && (
        <p>
          <b>{problem.layer}</b>: {echo(problem.message)}
        </p>
      )}
      {open && (
        <NetworkMap
          title={title}
          network={shapes}
          opened={opened}
          onOpened={setOpened}
          chosen={chosen ?? problem?.layer ?? null}
          onChoose={setChosen}
        />
      )}
    </details>
  );
});
NetworkDetails.displayName = "NetworkDetails";
