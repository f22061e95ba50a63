/**
 * The numbers of the chain under its neurons: what can be edited, and what was computed from it.
 */
import { t } from "../../language/words";
import type { ReactNode } from "react";
import type { Cell } from "../../../engine/core/expression";
import { cellText } from "../../figures/describe/fitted";
import type { Place } from "../../figures/marks/grid";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import type { WidgetProps } from "../widget";
import styles from "./chain.module.css";
import { chain, type ChainState } from "./definition";
import type { ChainScene } from "./scene";

type NumbersProps = Pick<WidgetProps<ChainState>, "state" | "change" | "locked"> & {
  readonly scene: ChainScene;
  readonly pointed: Cell | null;
  readonly cell: number;
  /** Without the slopes, which stand in the formula too: on a projector every row costs type. */
  readonly brief: boolean;
};

const LARGEST = 1000;

const ROWS = [
  { name: "z", tensor: "z" },
  { name: "y", tensor: "y" },
  { name: "σ′(z)", tensor: "slope" },
  { name: "∂E/∂w", tensor: "dw" },
] as const;

export function Numbers(props: NumbersProps) {
  return (
    <>
      <Parameters {...props} />
      <Computed {...props} />
    </>
  );
}

function Parameters(props: NumbersProps) {
  const { state, change, locked, cell, brief } = props;
  const edit = ({ row, column }: Place, value: number): void => {
    const replace = (list: readonly number[]): number[] =>
      list.map((old, at) => (at === column ? value : old));
    change(row === 0 ? { ...state, w: replace(state.w) } : { ...state, b: replace(state.b) });
  };
  return (
    <Rows names={["w", "b"]}>
      <NumberGrid
        label={t("Weights and biases, one column a neuron")}
        hue="weight"
        values={[state.w, state.b]}
        size={cell}
        write={(value) => cellText(value, brief ? 5 : 6)}
        magnitude={LARGEST}
        onEdit={locked.has("w") || locked.has("b") ? undefined : edit}
        onAsk={({ column }) =>
          change({
            ...state,
            weight: column + 1,
            at: Math.min(state.at, 2 * state.w.length + 1),
          })
        }
        cellStyle={(row, column) =>
          isLit(props, row === 0 ? "w" : "b", column)
            ? { lit: row === 0 ? "weight" : "bias", strong: true }
            : row === 0 && column === state.weight - 1
              ? { lit: "weight" }
              : {}
        }
      />
    </Rows>
  );
}

function Computed(props: NumbersProps) {
  const { state, change, scene, cell, brief } = props;
  const shown = ROWS.flatMap((row, at) =>
    brief && row.tensor === "slope" ? [] : [{ ...row, values: scene.rows[at] ?? [] }],
  );
  return (
    <Rows names={shown.map(({ name }) => name)}>
      <NumberGrid
        label={t(
          "What each neuron computed: its sum z, its output y, the slope of its activation, the gradient of its weight",
        )}
        hue="output"
        values={shown.map(({ values }) => values)}
        size={cell}
        write={(value) => cellText(value, brief ? 5 : 6)}
        onAsk={({ row, column }) => change(chain.seek(state, 2 * column + 1 + (row === 0 ? 0 : 1)))}
        cellStyle={(row, column) =>
          isLit(props, shown[row]?.tensor ?? "", column)
            ? { lit: row < 2 ? "output" : "gradient", strong: true }
            : {}
        }
      />
    </Rows>
  );
}

function isLit({ pointed, scene }: NumbersProps, tensor: string, column: number): boolean {
  return (
    (pointed?.tensor === tensor && pointed.index[0] === column) ||
    scene.cells.has(`${tensor}${column}`)
  );
}

interface RowsProps {
  readonly names: readonly string[];
  readonly children: ReactNode;
}

function Rows({ names, children }: RowsProps) {
  return (
    <div className={styles["rows"]}>
      <ul className={styles["names"]} aria-hidden>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {children}
    </div>
  );
}
