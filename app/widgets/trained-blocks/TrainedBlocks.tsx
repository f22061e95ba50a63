/** A trained net taken apart: its drawing, a guess before each operation, and what is left. */
import { echo, t } from "../../language/words";
import { rich } from "../../language/rich";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { FigureFrame } from "../../explorer/FigureFrame";
import { Button } from "../../figures/marks/controls/Button";
import { exact } from "../../figures/network-map/counts";
import { Controls } from "../fields/Controls";
import { useFigureServices } from "../services";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { BlocksDrawing, type BlockMark } from "./BlocksDrawing";
import {
  bodyOf,
  fields,
  meantBy,
  operationsOf,
  touchedBy,
  trainedBlocks,
  type TrainedBlocksState,
} from "./definition";
import { GuessPanel } from "./GuessPanel";
import { History } from "./History";
import { PICTURES } from "./measure";
import {
  layersOf,
  MOST,
  nameOf,
  type Operation,
  pathsOf,
  placeOf,
  whyNot,
  writeOperations,
} from "./operations";
import styles from "./trained-blocks.module.css";
import { type Measuring, type Results, useMeasuring } from "./useMeasuring";
import { barKey, keyOf, wantedOf } from "./wanted";

export function TrainedBlocks(props: WidgetProps<TrainedBlocksState>) {
  const { state, change, hidden, locked, mode } = props;
  const { computedBy } = useFigureServices();
  useAnnounced(state, trainedBlocks.describe);
  const measuring = useMeasuring(
    state.net,
    useMemo(() => wantedOf(state), [state]),
  );
  const { results, on } = measuring;
  const words = wordsOf(on);
  useEffect(() => computedBy(words), [computedBy, words]);
  const { operations, put, perform, choose, refused } = useOperations(props, measuring.start);
  const chosen = state.chosen === "" ? null : nameOf(state.chosen);
  const meant = chosen === null ? null : meantBy(state.tool, chosen);
  const isStatic = mode === "print" || locked.has("done");
  return (
    <FigureFrame>
      {mode !== "print" && (
        <Controls {...props} table={fields} show={["net", "tool", "bars"]} tried />
      )}
      <Result state={state} measuring={measuring}>
        {operations.length > 0 && (
          <>
            <Button disabled={isStatic} onClick={() => put(operations.slice(0, -1))}>
              {t("Undo the last")}
            </Button>
            <Button disabled={isStatic} onClick={() => put([])}>
              {t("As trained")}
            </Button>
          </>
        )}
      </Result>
      <BlocksDrawing
        label={t("The blocks of the {net} net", { net: state.net })}
        marks={marksOf(state, results)}
        chosen={chosen}
        onChoose={isStatic ? undefined : choose}
      />
      {refused !== "" && <output>{refused}</output>}
      {meant !== null && !isStatic && (
        <GuessPanel
          key={`${meant.tool} ${meant.at}`}
          operation={meant}
          onGuess={(guess) => perform(meant, guess)}
          onLeave={() => change({ ...state, chosen: "" })}
        />
      )}
      {!hidden.has("history") && operations.length > 0 && (
        <History state={state} results={results} />
      )}
    </FigureFrame>
  );
}

/** What was done to the net, and the next step: a guess first, unless the author leaves it out. */
function useOperations(
  { state, change, hidden }: WidgetProps<TrainedBlocksState>,
  measure: () => void,
) {
  const [refused, setRefused] = useState("");
  const operations = operationsOf(state);
  const put = (next: readonly Operation[]): void =>
    change({ ...state, done: writeOperations(next), at: MOST, chosen: "" });
  const perform = (operation: Omit<Operation, "guess">, guess: number | null): void => {
    measure();
    put([...operations, { ...operation, guess }]);
  };
  const choose = (block: string): void => {
    const meant = meantBy(state.tool, block);
    const full =
      operations.length === MOST
        ? t("{most} operations are enough: undo some.", { most: MOST })
        : null;
    const why = full ?? whyNot(bodyOf(state.net, operations), meant, state.net === "residual");
    setRefused(why ?? "");
    if (why !== null) return;
    if (hidden.has("guess")) perform(meant, null);
    else change({ ...state, chosen: placeOf(block) });
  };
  return { operations, put, perform, choose, refused };
}

interface ResultProps {
  readonly state: TrainedBlocksState;
  readonly measuring: Measuring;
  readonly children: ReactNode;
}

function Result({ state, measuring, children }: ResultProps) {
  const { results, work, start, stop } = measuring;
  const operations = operationsOf(state);
  const body = bodyOf(state.net, operations);
  const paths = pathsOf(body, state.net === "residual");
  const right = results.get(keyOf(state.net, operations)) ?? null;
  const running = work.kind === "running";
  const complete = wantedOf(state).every(({ keys }) => keys.every((key) => results.has(key)));
  return (
    <div className={styles["result"]}>
      <output data-right={right ?? ""}>
        {right === null ? (
          t("Not measured yet.")
        ) : (
          <>
            {rich("{right} of {pictures} right ({value} %).", {
              right: <b>{right}</b>,
              pictures: PICTURES,
              value: ((100 * right) / PICTURES).toFixed(1),
            })}
          </>
        )}{" "}
        {t("{layers} layers, {paths} {paths2, plural, one {path} other {paths}}.{kind}", {
          layers: layersOf(body),
          paths: exact(paths),
          paths2: paths,
          kind:
            work.kind === "failed"
              ? t(" It could not be measured: {why}", { why: echo(work.why).replace(/\.?$/, ".") })
              : "",
        })}
      </output>
      {running && (
        <progress max={work.of} value={work.done} aria-label={t("Pictures through the net")} />
      )}
      {(running || !complete) && (
        <Button primary={!running} onClick={running ? stop : start}>
          {running ? t("Stop") : t("Measure")}
        </Button>
      )}
      {children}
    </div>
  );
}

function marksOf(state: TrainedBlocksState, results: Results): readonly BlockMark[] {
  const { net, tool, chosen } = state;
  const residual = net === "residual";
  const body = bodyOf(net, operationsOf(state));
  const touched = chosen === "" ? new Set() : touchedBy(body, meantBy(tool, nameOf(chosen)));
  return body.order.map((block) => {
    const key = barKey(state, block);
    const value = key === null ? null : (results.get(key) ?? null);
    return {
      block,
      layers: !body.without.has(block),
      wire: residual && !body.cut.has(block),
      whyNot: whyNot(body, meantBy(tool, block), residual),
      touched: touched.has(block),
      value: value === null ? null : shown(state, value),
    };
  });
}

function shown({ bars }: TrainedBlocksState, value: number): BlockMark["value"] {
  return bars === "each"
    ? { text: String(value), share: value / PICTURES }
    : { text: value.toFixed(2), share: Math.min(1, value / 2) };
}

function wordsOf(on: string): string {
  const trained = t(
    "Trained by this lab's engine on 8,000 pictures of clothes, shipped in 16 bits",
  );
  return on === ""
    ? t("{trained}; nothing has been measured yet.", { trained })
    : t("{trained}; {pictures} others go through it here, on WebAssembly, {on}.", {
        trained,
        pictures: PICTURES,
        on,
      });
}
