/** The four representations side by side, or one of them; what does not fit is said and the network stays as it was. */
import { useState } from "react";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { networkShapes } from "../../../engine/graph/shapes";
import { NetworkStrip } from "../../figures/network/NetworkStrip";
import { VolumeBoxes } from "../../figures/volume-boxes/VolumeBoxes";
import type { WidgetProps } from "../widget";
import { CodeBox } from "./CodeBox";
import { checked, shorthand, type ShorthandState, sizeText, VIEWS } from "./definition";
import { LayerTable } from "./LayerTable";
import styles from "./shorthand.module.css";
import { drawn } from "./words";

const TITLES = { all: "all four", drawing: "drawing", boxes: "boxes", table: "table", code: "code" } as const;

export function Shorthand({ state, change, hidden, locked }: WidgetProps<ShorthandState>) {
  const [problem, setProblem] = useState("");
  const shapes = networkShapes(state.network);
  const choose = (name: string): void => change({ ...state, chosen: name }, { history: "merge" });
  /** Takes an edited network when it holds together; says why when it does not. */
  const take = (network: NetworkSpec): void => {
    const result = checked(network);
    setProblem("problem" in result ? result.problem : "");
    if ("network" in result) change(shorthand.restore({ ...state, network: result.network }, state));
  };
  const shows = (view: ShorthandState["view"]): boolean => state.view === "all" || state.view === view;
  return (
    <div className={styles["shorthand"]}>
      {!hidden.has("view") && (
        <label className={styles["view"]}>
          Show
          <select
            value={state.view}
            disabled={locked.has("view")}
            onChange={(event) => change({ ...state, view: VIEWS.find((view) => view === event.target.value) ?? "all" })}
          >
            {VIEWS.map((view) => (
              <option key={view} value={view}>
                {TITLES[view]}
              </option>
            ))}
          </select>
        </label>
      )}
      {shows("drawing") && (
        <section>
          <h4>Drawing</h4>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by key */}
          <section className={styles["scroll"]} tabIndex={0} aria-label="Drawing of the network">
            <VolumeBoxes
              label={shorthand.describe(state)}
              volumes={[
                { layer: null, shape: state.network.input, size: sizeText(state.network.input), made: [] },
                ...drawn(shapes.layers).map((volume) => ({ ...volume, size: sizeText(volume.shape) })),
              ]}
              chosen={state.chosen}
              onChoose={choose}
            />
          </section>
        </section>
      )}
      {shows("boxes") && (
        <section>
          <h4>Boxes</h4>
          <NetworkStrip
            title="The layers as boxes"
            layers={[
              { name: "input", op: "input", inputs: [], shape: state.network.input, parameters: 0 },
              ...shapes.layers.map((layer) => ({
                name: layer.name,
                op: layer.kind,
                inputs: layer.inputs,
                shape: layer.shape,
                parameters: layer.parameterCount,
              })),
            ]}
            chosen={state.chosen}
            onChoose={choose}
          />
        </section>
      )}
      {shows("table") && <LayerTable state={state} locked={locked.has("table")} onNetwork={take} onChoose={choose} />}
      {problem !== "" && (
        <p role="alert" className={styles["problem"]}>
          {problem} The network stays as it was.
        </p>
      )}
      {shows("code") && (
        <CodeBox
          key={`${state.dialect} ${JSON.stringify(state.network)}`}
          state={state}
          locked={locked.has("code")}
          onDialect={(dialect) => change({ ...state, dialect })}
          onNetwork={take}
        />
      )}
    </div>
  );
}
