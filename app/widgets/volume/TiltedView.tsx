/** The same state in space: input, filter and output as stacks of tilted sheets. */
import type { Room } from "../../figures/volume/arrange";
import { leanIn } from "../../figures/volume/lean";
import { TiltedSheets } from "../../figures/volume/TiltedSheets";
import { layerOf, sheetOf } from "./layer";
import type { ViewProps } from "./views";
import styles from "./volume.module.css";
import { drawnExtents, extentsOf } from "./volume-state";

export function TiltedView({ state, scene, lit, ask, room }: ViewProps & { readonly room: Room }) {
  const { channels, filters } = extentsOf(state);
  // Padding is not drawn here.
  const lean = leanIn({ ...drawnExtents(state), rows: state.x[0]?.length ?? 0, columns: state.x[0]?.[0]?.length ?? 0 }, room, state.apart);
  const backward = state.direction === "backward";
  const { values } = layerOf(state);
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
        size={lean.size}
        step={lean.input}
        high={high(state.x)}
        lit={(c, i, j) => lit("x", 0, c, i, j) !== "none"}
        onChoose={(c, i, j) => ask("x", [0, c, i, j])}
      />
      <span className={styles["times"]} aria-hidden>
        ∗
      </span>
      <TiltedSheets
        label={filters > 1 ? `filter ${scene.front.filter}, ${channels} deep` : `filter, ${channels} deep`}
        hue="weight"
        sheets={filter}
        size={lean.size}
        step={lean.filter}
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
        size={lean.size}
        step={lean.output}
        high={high(outputs)}
        lit={(o, i, j) => isTarget(o, i, j) || lit(backward ? "dz" : "y", 0, o, i, j) !== "none"}
        onChoose={(o, i, j) => ask("y", [0, o, i, j])}
      />
    </div>
  );
}
