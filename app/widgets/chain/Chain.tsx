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
import { layOut } from "../../figures/describe/arithmetic";
import { printed, spoken, subscript } from "../../figures/describe/number";
import { variables } from "../../figures/marks/style";
import type { WidgetProps } from "../widget";
import { measuredSlope } from "./chain";
import styles from "./chain.module.css";
import { ChainControls } from "./ChainControls";
import { chain, type ChainState, factorCount } from "./definition";
import { type Geometry, geometryOf, litEdgeOf, placeOfStage, placesOf, spread } from "./geometry";
import { Numbers } from "./Numbers";
import { cellOf, type ChainScene, factorLabel, type Moment, momentOf, nodesOf } from "./scene";
import { sentenceOf } from "./sentence";

const write = (value: number): string => printed(spoken(value));

export function Chain(props: WidgetProps<ChainState>) {
  const { state, change, hidden, locked, mode } = props;
  const [pointed, setPointed] = useState<Cell | null>(null);
  const [region, room] = useRoom<HTMLElement>(820);
  const moment = momentOf(state);
  const { result, stage, scene, factors } = moment;
  const length = state.w.length;
  const brief = mode === "stage";
  const geometry = geometryOf(length, room, brief);
  const places = placesOf(factors, geometry);
  useSeen(
    region,
    geometry.fits ? null : placeOfStage(stage, length, state.weight, geometry, places),
  );
  const parts = { ...props, moment, geometry, type: room.type };
  return (
    <div className={styles["chain"]} data-stage={brief || undefined}>
      <ChainControls {...{ state, change, hidden, locked }} brief={brief} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by key */}
      <section
        ref={region}
        className={styles["scroll"]}
        tabIndex={geometry.fits ? undefined : 0}
        aria-label={t("The chain")}
      >
        <Plane {...parts} places={places} pointed={pointed} onPoint={setPointed} />
      </section>
      {!geometry.fits && (
        <FactorLadder
          {...ladderOf(parts)}
          places={spread(factors.length, geometry.left, room.width)}
          width={room.width}
          height={140 * room.type}
          named
        />
      )}
      <p className={styles["sentence"]}>{sentenceOf(state, moment, write)}</p>
      {/* On a projector the formula above is the arithmetic of the product. */}
      {!(brief && stage.kind === "factor") && (
        <StepArithmetic scene={scene} pointed={pointed} onPoint={setPointed} />
      )}
      {moment.reached === factorCount(state) && (
        <Measured
          state={state}
          loss={result.loss}
          derived={factors.at(-1)?.product ?? Number.NaN}
        />
      )}
      <LiveText text={sentenceOf(state, moment)} />
    </div>
  );
}

interface PartProps extends WidgetProps<ChainState> {
  readonly moment: Moment;
  readonly geometry: Geometry;
  /** Size of the type, 1 for 16 px. */
  readonly type: number;
}

interface PlaneProps extends PartProps {
  readonly places: readonly number[];
  readonly pointed: Cell | null;
  readonly onPoint: (cell: Cell | null) => void;
}

/** All that stands at the chain's own places, one column a neuron. */
function Plane(props: PlaneProps) {
  const { state, change, mode, moment, geometry, type, places, pointed, onPoint } = props;
  const { result, stage, scene, factors, lit } = moment;
  const { left, pitch, width } = geometry;
  const ladder = ladderOf(props);
  return (
    <div
      className={styles["plane"]}
      style={variables({ "--names": `${left}px`, "--pitch": `${pitch}px` })}
    >
      <ChainRow
        nodes={nodesOf(state, result, stage)}
        pitch={pitch}
        backwardFrom={scene.backwardFrom}
        weights={state.w.map((_, at) => `w${subscript(at + 1)}`)}
        litEdge={litEdgeOf(factors, lit, pointed)}
        left={left}
        type={type}
      />
      <Numbers {...props} scene={scene} cell={pitch - 1} brief={mode === "stage"} />
      <FactorFormula
        of={gradientName(state)}
        rungs={ladder.rungs}
        places={places}
        width={width}
        type={type}
        staggered={pitch < 116 * type}
        lit={lit}
        onChoose={(at) => change(chain.seek(state, 2 * state.w.length + 2 + at))}
        onPoint={(at) => onPoint(cellOf(factors, at))}
      />
      {geometry.fits && (
        <FactorLadder
          {...ladder}
          places={places}
          width={width}
          height={(mode === "stage" ? 110 : 128) * type}
          named={false}
        />
      )}
    </div>
  );
}

function gradientName({ weight }: ChainState): string {
  return `∂E/∂w${subscript(weight)}`;
}

/** The factors of the gradient, with the products up to where the time line has come. */
function ladderOf({ state, moment, geometry, type }: PartProps) {
  const { factors, reached, lit } = moment;
  return {
    title: t("{title}, factor by factor", { title: gradientName(state) }),
    rungs: factors.map((factor, at) => ({
      label: factorLabel(factor, state.w.length),
      factor: factor.value,
      product: at < reached ? factor.product : null,
      edge: factor.kind === "weight",
    })),
    left: geometry.left,
    type,
    lit,
  };
}

interface StepArithmeticProps {
  readonly scene: ChainScene;
  readonly pointed: Cell | null;
  readonly onPoint: (cell: Cell | null) => void;
}

function StepArithmetic(props: StepArithmeticProps) {
  const {
    scene: { title, expression, role, value },
    pointed,
    onPoint,
  } = props;
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

/** A move of the loss that is a smaller part of it is lost in its last digits. */
const MEASURABLE = 1e-11;

interface MeasuredProps {
  readonly state: ChainState;
  readonly loss: number;
  readonly derived: number;
}

/** The finite difference beside the derived gradient. */
function Measured({ state, loss, derived }: MeasuredProps) {
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
