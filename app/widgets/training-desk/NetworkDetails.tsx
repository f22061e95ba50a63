/** The network of a run, layer by layer, closed until wanted; the layer in which numbers broke is marked. */
import { memo, useMemo, useState } from "react";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { NetworkStrip, type StripLayer } from "../../figures/network/NetworkStrip";
import type { RunView } from "./run-view";
import styles from "./training-desk.module.css";

export interface NetworkDetailsProps {
  readonly title: string;
  readonly network: NetworkSpec;
  readonly problem: RunView["problem"];
}

/** Drawn again only when the network or the problem is another: a run that goes on costs nothing here. */
export const NetworkDetails = memo(({ title, network, problem }: NetworkDetailsProps) => {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { layers, parameters } = useMemo(() => described(network), [network]);
  const marked = problem?.layer === undefined ? {} : { [problem.layer]: problem.message };
  return (
    <details className={styles["network"]} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {title}: {layers.length - 1} layers, {parameters.toLocaleString("en-US")} parameters
      </summary>
      {open && <NetworkStrip title={title} layers={layers} chosen={chosen} onChoose={setChosen} marked={marked} />}
    </details>
  );
});
NetworkDetails.displayName = "NetworkDetails";

function described(network: NetworkSpec): { readonly layers: readonly StripLayer[]; readonly parameters: number } {
  const shapes = networkShapes(network);
  const image: StripLayer = { name: "input", op: "input", inputs: [], shape: network.input, parameters: 0 };
  const layers = shapes.layers.map(({ name, kind, inputs, shape, parameterCount }) => ({
    name,
    op: kind,
    inputs,
    shape,
    parameters: parameterCount,
  }));
  return { layers: [image, ...layers], parameters: shapes.parameterCount };
}
