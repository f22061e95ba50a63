/**
 * The chain of neurons, drawn as one figure: the neurons, their numbers in rows below, the formula
 * of the gradient with each factor under the neuron or edge that it belongs to, and the product on
 * a logarithmic scale at the same places.
 */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { useEffect, useRef, useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { ChainRow } from "../../figures/chain/ChainRow";
import { FactorFormula } from "../../figures/chain/FactorFormula";
import { FactorLadder } from "../../figures/chain/FactorLadder";
import { useRoom } from "../../figures/curve/useRoom";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { layOut } from "../../figures/describe/arithmetic";
import { cellText } from "../../figures/describe/fitted";
import { printed, spoken, subscript } from "../../figures/describe/number";
import type { Place } from "../../figures/marks/grid";
import { variables } from "../../figures/marks/style";
import type { WidgetProps } from "../widget";
import { type Factor, factorsOf, measuredSlope, runChain } from "./chain";
import styles from "./chain.module.css";
import { ChainControls } from "./ChainControls";
import { chain, type ChainState, factorCount, stageOf } from "./definition";
import { geometryOf, litEdgeOf, placeOfStage, placesOf, spread } from "./geometry";
import { cellOf, type ChainScene, factorLabel, nodesOf, sceneOf, sentenceOf } from "./scene";

const LARGEST = 1000;
const write = (value: number): string => printed(spoken(value));

export function Chain({ state, change, hidden, locked, mode }: WidgetProps<ChainState>) {
  const [pointed, setPointed] = useState<Cell | null>(null);
  const [region, room] = useRoom<HTMLElement>(820);
  const result = runChain(state);
  const stage = stageOf(state);
  const factors = factorsOf(state, result, state.weight);
  const reached =
    stage.kind === "factor" ? stage.factor + 1 : stage.kind === "update" ? factorCount(state) : 0;
  const scene = sceneOf(state, result, stage);
  const geometry = geometryOf(state.w.length, room, mode === "stage");
  const places = placesOf(factors, geometry);
  const lit = stage.kind === "factor" ? stage.factor : null;
  const rungs = rungsOf(factors, state.w.length, reached);
  useSeen(
    region,
    geometry.fits ? null : placeOfStage(stage, state.w.length, state.weight, geometry, places),
  );
  const title = `∂E/∂w${subscript(state.weight)}`;
  const ladder = {
    title: t("{title}, factor by factor", { title }),
    rungs,
    left: geometry.left,
    type: room.type,
    lit,
  };
  return (
    <div className={styles["chain"]} data-stage={mode === "stage" || undefined}>
      <ChainControls {...{ state, change, hidden, locked }} brief={mode === "stage"} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by key */}
      <section
        ref={region}
        className={styles["scroll"]}
        tabIndex={geometry.fits ? undefined : 0}
        aria-label={t("The chain")}
      >
        <div
          className={styles["plane"]}
          style={variables({ "--names": `${geometry.left}px`, "--pitch": `${geometry.pitch}px` })}
        >
          <ChainRow
            nodes={nodesOf(state, result, stage)}
            pitch={geometry.pitch}
            backwardFrom={scene.backwardFrom}
            weights={state.w.map((_, at) => `w${subscript(at + 1)}`)}
            litEdge={litEdgeOf(factors, lit, pointed)}
            left={geometry.left}
            type={room.type}
          />
          <Numbers
            {...{ state, change, locked, scene, pointed }}
            cell={geometry.pitch - 1}
            brief={mode === "stage"}
          />
          <FactorFormula
            of={title}
            rungs={rungs}
            places={places}
            width={geometry.width}
            type={room.type}
            staggered={geometry.pitch < 116 * room.type}
            lit={lit}
            onChoose={(at) => change(chain.seek(state, 2 * state.w.length + 2 + at))}
            onPoint={(at) => setPointed(cellOf(factors, at))}
          />
          {geometry.fits && (
            <FactorLadder
              {...ladder}
              places={places}
              width={geometry.width}
              height={(mode === "stage" ? 110 : 128) * room.type}
              named={false}
            />
          )}
        </div>
      </section>
      {!geometry.fits && (
        <FactorLadder
          {...ladder}
          places={spread(factors.length, geometry.left, room.width)}
          width={room.width}
          height={140 * room.type}
          named
        />
      )}
      <p className={styles["sentence"]}>{sentenceOf(state, result, stage, write)}</p>
      {/* On a projector the formula above is the arithmetic of the product. */}
      {!(mode === "stage" && stage.kind === "factor") && (
        <StepArithmetic scene={scene} pointed={pointed} onPoint={setPointed} />
      )}
      {reached === factorCount(state) && (
        <Measured
          state={state}
          loss={result.loss}
          derived={factors.at(-1)?.product ?? Number.NaN}
        />
      )}
      <LiveText text={sentenceOf(state, result, stage)} />
    </div>
  );
}

/** The factors of the gradient, with the products up to where the time line has come. */
function rungsOf(factors: readonly Factor[], length: number, reached: number) {
  return factors.map((factor, at) => ({
    label: factorLabel(factor, length),
    factor: factor.value,
    product: at < reached ? factor.product : null,
    edge: factor.kind === "weight",
  }));
}

function StepArithmetic({
  scene: { title, expression, role, value },
  pointed,
  onPoint,
}: {
  readonly scene: ChainScene;
  readonly pointed: Cell | null;
  readonly onPoint: (cell: Cell | null) => void;
}) {
  if (expression === null) return null;
  return (
    <ArithmeticStrip
      title={title}
      arithmetic={layOut(expression, { role, ...(value === null ? {} : { value }) })}
      isLit={(cell) =>
        pointed !== null && cell.tensor === pointed.tensor && cell.index[0] === pointed.index[0]
      }
      onPoint={onPoint}
    />
  );
}

/** Keeps what the time line is at in view, where the chain is longer than the page is wide. */
function useSeen(region: React.RefObject<HTMLElement | null>, place: number | null): void {
  const before = useRef(place);
  useEffect(() => {
    const node = region.current;
    if (node === null || place === null || before.current === place) return;
    before.current = place;
    const out = place < node.scrollLeft + 120 || place > node.scrollLeft + node.clientWidth - 60;
    if (out) node.scrollTo({ left: place - node.clientWidth / 2 });
  }, [region, place]);
}

type NumbersProps = Pick<WidgetProps<ChainState>, "state" | "change" | "locked"> & {
  readonly scene: ChainScene;
  readonly pointed: Cell | null;
  readonly cell: number;
  /** Without the slopes, which stand in the formula too: on a projector every row costs type. */
  readonly brief: boolean;
};

const ROWS = [
  { name: "z", tensor: "z" },
  { name: "y", tensor: "y" },
  { name: "σ′(z)", tensor: "slope" },
  { name: "∂E/∂w", tensor: "dw" },
] as const;

/** What can be edited, and what was computed from it, one column a neuron. */
function Numbers({ state, change, locked, scene, pointed, cell, brief }: NumbersProps) {
  const shown = ROWS.flatMap((row, at) =>
    brief && row.tensor === "slope" ? [] : [{ ...row, values: scene.rows[at] ?? [] }],
  );
  const ask = (place: Place): void =>
    change(chain.seek(state, 2 * place.column + 1 + (place.row === 0 ? 0 : 1)));
  const edit = ({ row, column }: Place, value: number): void => {
    const replace = (list: readonly number[]): number[] =>
      list.map((old, at) => (at === column ? value : old));
    change(row === 0 ? { ...state, w: replace(state.w) } : { ...state, b: replace(state.b) });
  };
  const lit = (name: string, column: number): boolean =>
    (pointed?.tensor === name && pointed.index[0] === column) ||
    scene.cells.has(`${name}${column}`);
  const editable = !locked.has("w") && !locked.has("b");
  return (
    <>
      <Rows names={["w", "b"]}>
        <NumberGrid
          label={t("Weights and biases, one column a neuron")}
          hue="weight"
          values={[state.w, state.b]}
          size={cell}
          write={(value) => cellText(value, brief ? 5 : 6)}
          magnitude={LARGEST}
          onEdit={editable ? edit : undefined}
          onAsk={(place) =>
            change({
              ...state,
              weight: place.column + 1,
              at: Math.min(state.at, 2 * state.w.length + 1),
            })
          }
          cellStyle={(row, column) =>
            lit(row === 0 ? "w" : "b", column)
              ? { lit: row === 0 ? "weight" : "bias", strong: true }
              : row === 0 && column === state.weight - 1
                ? { lit: "weight" }
                : {}
          }
        />
      </Rows>
      <Rows names={shown.map(({ name }) => name)}>
        <NumberGrid
          label={t(
            "What each neuron computed: its sum z, its output y, the slope of its activation, the gradient of its weight",
          )}
          hue="output"
          values={shown.map(({ values }) => values)}
          size={cell}
          write={(value) => cellText(value, brief ? 5 : 6)}
          onAsk={ask}
          cellStyle={(row, column) =>
            lit(shown[row]?.tensor ?? "", column)
              ? { lit: row < 2 ? "output" : "gradient", strong: true }
              : {}
          }
        />
      </Rows>
    </>
  );
}

/** A move of the loss that is a smaller part of it is lost in its last digits. */
const MEASURABLE = 1e-11;

/** The finite difference beside the derived gradient. */
function Measured({
  state,
  loss,
  derived,
}: {
  readonly state: ChainState;
  readonly loss: number;
  readonly derived: number;
}) {
  const h = 0.001;
  const slope = measuredSlope(state, state.weight, h);
  const moved = slope * 2 * h;
  const product = rich("The product of the factors is {derived}.", {
    derived: <b>{write(derived)}</b>,
  });
  return (
    <p className={styles["measured"]}>
      {t("Nudge w{weight} by ±{h}:", { weight: subscript(state.weight), h })}{" "}
      {Math.abs(moved) < MEASURABLE * Math.abs(loss) ? (
        <>{rich("the loss moves by less than its last digits can show. {product}", { product })}</>
      ) : (
        <>
          {rich("the loss moves by {moved}, which is a slope of {slope}. {product}", {
            moved: write(moved),
            slope: <b>{write(slope)}</b>,
            product,
          })}
        </>
      )}
    </p>
  );
}

function Rows({
  names,
  children,
}: {
  readonly names: readonly string[];
  readonly children: React.ReactNode;
}) {
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
