/** Of one layer: where its shape, its costs and its receptive field come from. Pure. */
import { t, word } from "../../language/words";
import type { LayerShape, NetworkShapes } from "../../../engine/graph/shapes";
import styles from "./layer-costs.module.css";
import { reasonsFor } from "./reasons";

export interface LayerReasonsProps {
  readonly network: NetworkShapes;
  readonly layer: LayerShape;
}

export function LayerReasons({ network, layer }: LayerReasonsProps) {
  return (
    <dl
      className={styles["reasons"]}
      aria-label={t("Where the numbers of {name} come from", { name: layer.name })}
    >
      {reasonsFor(network, layer).map(({ what, why, value }) => (
        <div key={what} data-reason={what}>
          <dt>{word(what)}</dt>
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
