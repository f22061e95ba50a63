/** The same state in space: input, filter and output as stacks of tilted sheets. */
import { TiltedSheets } from "../../figures/volume/TiltedSheets";
import { layerOf, sheetOf } from "./layer";
import type { ViewProps } from "./views";
import styles from "./volume.module.css";
import { extentsOf } from "./volume-state";

export function TiltedView({ state, scene, lit, ask }: ViewProps) {
  const { channels, height, filters } = extentsOf(state);
  const backward = state.direction === "backward";
  const { values } = layerOf(state);
  const size = state.apart ? Math.max(20, Math.min(34, Math.floor(560 / (channels * height)))) : 36;
  const filter = state.w[scene.front.filter] ?? [];
  const outputs =
    backward && values["dz"] !== undefined
      ? Array.from({ length: filters }, (_, o) => sheetOf(values["dz"] ?? { shape: [], data: new Float64Array(0) }, 0, o))
      : scene.outputs;
  const isTarget = (o: number, row: number, column: number): boolean =>
    scene.target?.tensor === "y" && scene.target.index[1] === o && scene.target.index[2] === row && scene.target.index[3] === column;
  const high = (sheets: readonly (readonly (readonly (number | null)[])[])[]): number =>
    Math.max(1e-9, ...sheets.flat(2).map((value) => Math.abs(value ?? 0)));
  return (
    <div className={styles["tilted"]}>
      <TiltedSheets
        label={`input, ${channels} ${channels === 1 ? "channel" : "channels"}`}
        hue="input"
        sheets={state.x}
        size={size}
        apart={state.apart}
        high={high(state.x)}
        lit={(c, i, j) => lit("x", 0, c, i, j) !== "none"}
        onChoose={(c, i, j) => ask("x", [0, c, i, j])}
      />
      <span className={styles["times"]} aria-hidden>
        ∗
      </span>
      <TiltedSheets
        label={`filter ${scene.front.filter} of ${filters}`}
        hue="weight"
        sheets={filter}
        size={Math.max(size, 28)}
        apart={state.apart}
        high={high(state.w.flat())}
        lit={(c, i, j) => lit("w", scene.front.filter, c, i, j) !== "none"}
        onChoose={(c, i, j) => ask("w", [scene.front.filter, c, i, j])}
      />
      <span className={styles["times"]} aria-hidden>
        =
      </span>
      <TiltedSheets
        label={backward ? "gradient of z" : `output, ${filters} ${filters === 1 ? "sheet" : "sheets"}`}
        hue={backward ? "gradient" : "output"}
        sheets={outputs}
        size={Math.max(size, 28)}
        apart={state.apart}
        high={high(outputs)}
        lit={(o, i, j) => isTarget(o, i, j) || lit(backward ? "dz" : "y", 0, o, i, j) !== "none"}
        onChoose={(o, i, j) => ask("y", [0, o, i, j])}
      />
    </div>
  );
}
