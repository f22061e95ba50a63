/** The network: its map, its layers to be changed, its code. */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { type ReactNode, useState } from "react";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { exact } from "../../figures/network-map/counts";
import { NetworkMap } from "../../figures/network-map/NetworkMap";
import type { Opened } from "../../figures/network-map/visible";
import { openFor } from "../networks/map-state";
import { CodeView } from "./CodeView";
import { Pictured } from "./Pictured";
import { LayerList } from "./LayerList";
import type { Bench } from "./useProject";
import styles from "./workbench.module.css";

export function NetworkLayers({ bench }: { readonly bench: Bench }): ReactNode {
  const { project, looked } = bench;
  const [chosen, setChosen] = useState<string | null>(null);
  const known = chosen === "input" || project.spec.layers.some(({ name }) => name === chosen);
  const here = known ? chosen : null;
  const [drawn, setDrawn] = useState(looked.network);
  if (looked.network !== null && looked.network !== drawn) setDrawn(looked.network);
  return (
    <>
      {looked.network === null ? (
        <p className="problem" role="note">
          {t(
            "Not all layers fit: this is the network as it was when they did. The list says what is wrong.",
          )}
        </p>
      ) : (
        <Totals network={looked.network} />
      )}
      {drawn !== null && (
        <Pictured name={`layers of ${project.name}`}>
          <Map
            key={project.name}
            name={project.name}
            network={drawn}
            chosen={here}
            onChoose={setChosen}
          />
        </Pictured>
      )}
      <LayerList bench={bench} chosen={here} onChoose={setChosen} />
      {looked.network !== null && <CodeView spec={looked.network.spec} />}
    </>
  );
}

interface MapProps {
  readonly name: string;
  readonly network: NetworkShapes;
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

function Map({ name, network, chosen, onChoose }: MapProps): ReactNode {
  const [opened, setOpened] = useState<Opened | null>(null);
  const shown = chosen === null || chosen === "input" ? opened : openFor(network, opened, chosen);
  return (
    <NetworkMap
      title={t("The layers of {name}", { name })}
      network={network}
      opened={shown}
      onOpened={setOpened}
      chosen={chosen}
      onChoose={(layer) => onChoose(layer === chosen ? null : layer)}
    />
  );
}

function Totals({ network }: { readonly network: NetworkShapes }): ReactNode {
  return (
    <p className={styles["totals"]}>
      {rich(
        "{parameterCount} parameters, {multiplyAdds} multiply-adds per picture, {input} in, {shape} out",
        {
          parameterCount: <b>{exact(network.parameterCount)}</b>,
          multiplyAdds: <b>{exact(network.multiplyAdds)}</b>,
          input: network.spec.input.join("×"),
          shape: network.output.shape.join("×"),
        },
      )}
    </p>
  );
}
