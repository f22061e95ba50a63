/** Of one layer: where its shape, its costs and its receptive field come from. Pure. */
import type { LayerShape, NetworkShapes } from "../../../engine/graph/shapes";
import styles from "./layer-costs.module.css";
import { reasonsFor } from "./reasons";

export interface LayerReasonsProps {
  readonly network: NetworkShapes;
  readonly layer: LayerShape;
}

export function LayerReasons({ network, layer }: LayerReasonsProps) {
  return (
    <dl className={styles["reasons"]} aria-label={`Where the numbers of ${layer.name} come from`}>
      {reasonsFor(network, layer).map(({ what, why, value }) => (
        <div key={what} data-reason={what}>
          <dt>{what}</dt>
          <dd>
            {why}
            {/\d/.test(why) ? " = " : ": "}
            <b>{value}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}
