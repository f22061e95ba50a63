/** The chain of neurons: drawn, its numbers in rows under it, the arithmetic of the step, and the product on a log scale. */
import { useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { ChainRow } from "../../figures/chain/ChainRow";
import { FactorLadder } from "../../figures/chain/FactorLadder";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { layOut } from "../../figures/describe/arithmetic";
import { cellText, spoken } from "../../figures/describe/number";
import type { Place } from "../../figures/marks/grid";
import type { WidgetProps } from "../widget";
import { factorsOf, measuredSlope, runChain } from "./chain";
import styles from "./chain.module.css";
import { ChainControls } from "./ChainControls";
import { chain, type ChainState, factorCount, stageOf } from "./definition";
import { factorLabel, nodesOf, sentenceOf, storyOf } from "./story";

/** Side of a cell and distance between neurons, px. */
const CELL = 87;
const PITCH = CELL + 1;
const LARGEST = 1000;

export function Chain({ state, change, hidden, locked }: WidgetProps<ChainState>) {
  const [pointed, setPointed] = useState<Cell | null>(null);
  const result = runChain(state);
  const stage = stageOf(state);
  const factors = factorsOf(state, result, state.weight);
  const reached = stage.kind === "factor" ? stage.factor + 1 : stage.kind === "update" ? factorCount(state) : 0;
  const story = storyOf(state, result, stage);
  const ask = (place: Place): void => change(chain.seek(state, 2 * place.column + 1 + (place.row === 0 ? 0 : 1)));
  const edit = ({ row, column }: Place, value: number): void => {
    const replace = (list: readonly number[]): number[] => list.map((old, at) => (at === column ? value : old));
    change(row === 0 ? { ...state, w: replace(state.w) } : { ...state, b: replace(state.b) });
  };
  const lit = (name: string, column: number): boolean =>
    (pointed?.tensor === name && pointed.index[0] === column) || story.cells.has(`${name}${column}`);
  const editable = !locked.has("w") && !locked.has("b");
  return (
    <div className={styles["chain"]}>
      <ChainControls state={state} change={change} hidden={hidden} locked={locked} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by key */}
      <section className={styles["scroll"]} tabIndex={0} aria-label="The chain">
        <div className={styles["plane"]}>
          <ChainRow nodes={nodesOf(state, result, stage)} pitch={PITCH} backwardFrom={story.backwardFrom} />
          <Rows names={["w", "b"]}>
            <NumberGrid
              label="Weights and biases, one column a neuron"
              hue="weight"
              values={[state.w, state.b]}
              size={CELL}
              write={(value) => cellText(value, 6)}
              magnitude={LARGEST}
              onEdit={editable ? edit : undefined}
              onAsk={(place) => change({ ...state, weight: place.column + 1, at: Math.min(state.at, 2 * state.w.length + 1) })}
              look={(row, column) =>
                lit(row === 0 ? "w" : "b", column)
                  ? { lit: row === 0 ? "weight" : "bias", strong: true }
                  : row === 0 && column === state.weight - 1
                    ? { lit: "weight" }
                    : {}
              }
            />
          </Rows>
          <Rows names={["z", "y", "σ′(z)", "∂E/∂w"]}>
            <NumberGrid
              label="What each neuron computed: its sum z, its output y, the slope of its activation, the gradient of its weight"
              hue="output"
              values={story.rows}
              size={CELL}
              write={(value) => cellText(value, 6)}
              onAsk={ask}
              look={(row, column) =>
                lit(["z", "y", "slope", "dw"][row] ?? "", column) ? { lit: row < 2 ? "output" : "gradient", strong: true } : {}
              }
            />
          </Rows>
        </div>
      </section>
      <p className={styles["sentence"]}>{sentenceOf(state, result, stage)}</p>
      {story.expression !== null && (
        <ArithmeticStrip
          title={story.title}
          arithmetic={layOut(story.expression, { role: story.role, ...(story.value === null ? {} : { value: story.value }) })}
          isLit={(cell) => pointed !== null && cell.tensor === pointed.tensor && cell.index[0] === pointed.index[0]}
          onPoint={setPointed}
        />
      )}
      <FactorLadder
        title={`∂E/∂w${subscript(state.weight)}, factor by factor`}
        rungs={factors.map((factor, at) => ({
          label: factorLabel(factor, state.w.length),
          factor: factor.value,
          product: at < reached ? factor.product : null,
        }))}
        width={Math.min(1400, Math.max(520, factors.length * 40))}
        lit={stage.kind === "factor" ? stage.factor : null}
      />
      {reached === factorCount(state) && <Measured state={state} derived={factors.at(-1)?.product ?? Number.NaN} />}
      <LiveText text={sentenceOf(state, result, stage)} />
    </div>
  );
}

/** The finite difference beside the derived gradient. */
function Measured({ state, derived }: { readonly state: ChainState; readonly derived: number }) {
  const h = 0.001;
  return (
    <p className={styles["measured"]}>
      Nudge w{subscript(state.weight)} by ±{h}: the loss moves by {spoken(measuredSlope(state, state.weight, h) * 2 * h)}, which is a slope
      of <b>{spoken(measuredSlope(state, state.weight, h))}</b>. The product of the factors is <b>{spoken(derived)}</b>.
    </p>
  );
}

function Rows({ names, children }: { readonly names: readonly string[]; readonly children: React.ReactNode }) {
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

function subscript(value: number): string {
  return [...String(value)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? "").join("");
}
