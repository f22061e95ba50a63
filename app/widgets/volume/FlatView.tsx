/**
 * One row a channel: its sheet of the input, its sheet of the filter, what it adds to the number; then the bias, the
 * activation and the output sheets. Every number can be edited, pasted into and asked.
 */
import type { Role } from "../../../engine/core/expression";
import { evaluate } from "../../../engine/core/expression";
import { spoken } from "../../figures/describe/number";
import type { Place } from "../../figures/marks/grid";
import type { CellLook } from "../../figures/marks/number-grid/looks";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { layerOf, sheetOf } from "./layer";
import type { ViewProps } from "./views";
import styles from "./volume.module.css";
import { extentsOf, LIMITS, type Sheet, type VolumeState } from "./volume-state";

export function FlatView(props: ViewProps) {
  const { state, scene } = props;
  const { channels, height, width, filters } = extentsOf(state);
  const size = Math.max(26, Math.min(28, Math.floor(700 / (channels * Math.max(height, width)))));
  return (
    <div className={styles["flat"]} data-apart={state.apart}>
      <div className={styles["channels"]}>
        {state.x.map((_, channel) => (
          <ChannelRow key={channel} {...props} channel={channel} size={size} />
        ))}
      </div>
      <div className={styles["result"]}>
        <BiasField {...props} />
        <div className={styles["outputs"]}>
          <h4>{state.direction === "forward" ? "Output" : state.activation === "relu" ? "Gradient of z" : "Gradient of the output"}</h4>
          {Array.from({ length: filters }, (_, filter) => (
            <OutputSheet
              key={filter}
              {...props}
              filter={filter}
              size={Math.max(26, Math.min(40, size + 4))}
              current={filter === scene.filter}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function ChannelRow(props: ViewProps & { readonly channel: number; readonly size: number }) {
  const { state, change, scene, lit, ask, locked, channel, size } = props;
  const { channels } = extentsOf(state);
  const backward = state.direction === "backward";
  const { values } = layerOf(state);
  const dx = backward && state.of === "x" && values["dx"] !== undefined ? sheetOf(values["dx"], 0, channel) : null;
  const dw = backward && state.of === "w" && values["dw"] !== undefined ? sheetOf(values["dw"], scene.filter, channel) : null;
  const share = channels > 1 && !backward ? shareOf(props, channel) : null;
  const filter = state.w[scene.filter] ?? [];
  return (
    <div className={styles["channel"]}>
      <div>
        <p className={styles["name"]}>{dx === null ? `Input, channel ${channel}` : `dx, channel ${channel}`}</p>
        <NumberGrid
          label={`${dx === null ? "Input" : "Gradient of the input"}, channel ${channel}`}
          hue={dx === null ? "input" : "gradient"}
          values={dx ?? state.x[channel] ?? []}
          size={size}
          magnitude={LIMITS.magnitude}
          look={(row, column) => look(lit("x", 0, channel, row, column), dx === null ? "input" : "gradient")}
          onAsk={({ row, column }) => ask("x", [0, channel, row, column])}
          onEdit={
            locked.has("x") || dx !== null
              ? undefined
              : (place, value) => change({ ...state, x: editedSheet(state.x, channel, place, value) })
          }
          onPaste={locked.has("x") || dx !== null ? undefined : (matrix) => change({ ...state, x: pastedSheet(state.x, channel, matrix) })}
        />
      </div>
      <span className={styles["sign"]} aria-hidden>
        ∗
      </span>
      <div>
        <p className={styles["name"]}>{`${dw === null ? "Filter" : "dw of filter"} ${scene.filter}, channel ${channel}`}</p>
        <NumberGrid
          label={`${dw === null ? "Filter" : "Gradient of filter"} ${scene.filter}, channel ${channel}`}
          hue={dw === null ? "weight" : "gradient"}
          values={dw ?? filter[channel] ?? []}
          size={Math.max(34, size)}
          magnitude={LIMITS.magnitude}
          look={(row, column) => look(lit("w", scene.filter, channel, row, column), dw === null ? "weight" : "gradient")}
          onAsk={({ row, column }) => ask("w", [scene.filter, channel, row, column])}
          onEdit={
            locked.has("w") || dw !== null
              ? undefined
              : (place, value) => change({ ...state, w: editedFilter(state, scene.filter, channel, place, value) })
          }
          onPaste={
            locked.has("w") || dw !== null
              ? undefined
              : (matrix) =>
                  change({ ...state, w: state.w.map((one, at) => (at === scene.filter ? pastedSheet(one, channel, matrix) : one)) })
          }
        />
      </div>
      {share !== null && (
        <p className={styles["share"]}>
          <span aria-hidden>=</span> <b data-share={share}>{spoken(share)}</b>
        </p>
      )}
    </div>
  );
}

/** What this channel adds to the number of the step; null when the step has not come that far. */
function shareOf({ scene }: ViewProps, channel: number): number | null {
  const tree = scene.expression?.kind === "apply" ? scene.expression.argument : scene.expression;
  if (tree === null || tree === undefined || tree.kind !== "sum") return null;
  const group = tree.terms.filter((term) => term.kind === "sum")[channel];
  return group === undefined ? null : evaluate(group);
}

function BiasField({ state, change, scene, lit, ask, locked, hidden }: ViewProps) {
  if (hidden.has("b")) return null;
  const db = state.direction === "backward" && state.of === "b" ? layerOf(state).values["db"] : undefined;
  return (
    <div className={styles["bias"]}>
      <p className={styles["name"]}>{db === undefined ? "Biases" : "db"}</p>
      <NumberGrid
        label={db === undefined ? "Biases, one a filter" : "Gradients of the biases"}
        hue={db === undefined ? "bias" : "gradient"}
        values={(db === undefined ? state.b : [...db.data]).map((value) => [value])}
        size={36}
        magnitude={LIMITS.magnitude}
        look={(row) =>
          lit("b", row) === "none" && row === scene.filter && state.w.length > 1 ? { lit: "bias" } : look(lit("b", row), "bias")
        }
        onAsk={({ row }) => ask("b", [row])}
        onEdit={
          locked.has("b") || db !== undefined
            ? undefined
            : ({ row }, value) => change({ ...state, b: state.b.map((old, at) => (at === row ? value : old)) })
        }
      />
      {state.activation === "relu" && state.direction === "forward" && <p className={styles["name"]}>then max(0, z)</p>}
    </div>
  );
}

function OutputSheet(props: ViewProps & { readonly filter: number; readonly size: number; readonly current: boolean }) {
  const { state, scene, lit, ask, filter, size, current } = props;
  const { filters } = extentsOf(state);
  const backward = state.direction === "backward";
  const dz = layerOf(state).values["dz"];
  const values = backward && dz !== undefined ? sheetOf(dz, 0, filter) : (scene.outputs[filter] ?? []);
  const isTarget = (row: number, column: number): boolean =>
    scene.target?.tensor === "y" && scene.target.index[1] === filter && scene.target.index[2] === row && scene.target.index[3] === column;
  return (
    <div className={current ? styles["current"] : undefined}>
      {filters > 1 && <p className={styles["name"]}>filter {filter}</p>}
      <NumberGrid
        label={`${backward ? "Gradient of the output" : "Output"}${filters > 1 ? `, filter ${filter}` : ""}`}
        hue={backward ? "gradient" : "output"}
        values={values}
        size={size}
        look={(row, column) =>
          isTarget(row, column)
            ? { lit: "output", strong: true }
            : look(lit(backward ? "dz" : "y", 0, filter, row, column), backward ? "gradient" : "output")
        }
        onAsk={({ row, column }) => ask("y", [0, filter, row, column])}
      />
    </div>
  );
}

function look(how: "none" | "lit" | "strong", role: Role): CellLook {
  return how === "none" ? {} : { lit: role, strong: how === "strong" };
}

function editedSheet(of: readonly Sheet[], channel: number, { row, column }: Place, value: number): readonly Sheet[] {
  return of.map((sheet, at) =>
    at === channel ? sheet.map((line, i) => (i === row ? line.map((old, j) => (j === column ? value : old)) : line)) : sheet,
  );
}

function editedFilter(state: VolumeState, filter: number, channel: number, place: Place, value: number): VolumeState["w"] {
  return state.w.map((one, at) => (at === filter ? editedSheet(one, channel, place, value) : one));
}

/** A pasted matrix fills the sheet from its first cell; what sticks out is left off, so that all sheets keep one size. */
function pastedSheet(of: readonly Sheet[], channel: number, matrix: readonly (readonly number[])[]): readonly Sheet[] {
  return of.map((sheet, at) => (at === channel ? sheet.map((line, i) => line.map((old, j) => matrix[i]?.[j] ?? old)) : sheet));
}
