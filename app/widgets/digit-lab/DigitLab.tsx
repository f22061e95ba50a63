/**
 * Draw a digit; the network's answer, all its maps, and the arithmetic of any number follow at
 * once. The page computes this one picture itself, with the ops' own definitions in double
 * precision: what is displayed is what is explained.
 */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { useDeferredValue, useMemo, useState } from "react";
import type { Cell } from "../../../engine/core/expression";
import { updateBy } from "../../../engine/explain/update";
import { networkShapes } from "../../../engine/graph/shapes";
import type { Numbers } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import { Button } from "../../figures/marks/controls/Button";
import { percent } from "../../figures/curve/format";
import { Choice } from "../../figures/marks/choice/Choice";
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { useReveal } from "../../figures/marks/reveal";
import { useSteady } from "../../figures/marks/use-steady";
import { classes } from "../../figures/marks/style";
import { bestOf, ProbabilityBars } from "../../figures/network/ProbabilityBars";
import type { WidgetProps } from "../widget";
import { AskPanel } from "../../explorer/ask/AskPanel";
import { extended, type Opened } from "../../explorer/ask/opened";
import { PanelChoices } from "./PanelChoices";
import { SHARINGS, WEIGHTS, type DigitState } from "./definition";
import { DIGITS } from "./digits";
import styles from "./digit-lab.module.css";
import { DrawSection } from "./DrawSection";
import { MapWalls, type MapPointer } from "./MapWalls";
import { labNetwork, PROBABILITIES } from "../../runs/shipped-network";
import { openedOf, originOf, windowsOf } from "../../explorer/ask/origin";
import { inputOf } from "../../pictures/drawing/picture";
import { MistakesPanel } from "./MistakesPanel";
import { useJudged } from "./useJudged";
import { useSeen } from "./useSeen";
import { RATE } from "./LearnPanel";
import { Panels } from "./Panels";
import { answerOf, type Attack, useAttack, wanting } from "./useAttack";
import { useWhy, type Why } from "./useWhy";
import { useWeights, type LabWeights } from "./useWeights";

const NETWORK = networkShapes(labNetwork());
const SHARING_WORDS = { map: "each map", layer: "each layer", network: "the network" } as const;
const WEIGHT_WORDS = { shipped: "trained before", training: "being trained" } as const;

export function DigitLab({ change: changeState, mode, ...rest }: WidgetProps<DigitState>) {
  const { state, hidden, locked } = rest;
  const [root, change] = useReveal(state, changeState, openedPart);
  const source = useWeights(state.weights, state.run, NETWORK);
  const values = useValues(state, source);
  const why = useWhy(state, values, source.weights);
  const attack = useAttack(state, values);
  const asked = askedOf(state, values, why, attack);
  const own = { state, change, hidden, locked };
  const parts = partsOf(own, values, asked);
  const { maps, isRead } = parts;
  const judgement = useJudged(state, source.shipped, parts.mistakes && mode !== "print");
  const openNew = (cell: Opened): void =>
    change({ ...state, whyCell: -1, attackCell: -1, trail: extended([], cell) });
  const stage = mode === "stage";
  const beside = parts.beside || (isRead && (why !== null || attack !== null));
  return (
    <div ref={root} className={classes(styles["lab"], beside && styles["two"])} data-mode={mode}>
      <div className={styles["left"]}>
        <DrawSection {...own} brief={stage} />
        <div className={styles["reading"]}>
          <Answer
            state={state}
            values={values}
            onAsk={(digit) => openNew({ tensor: PROBABILITIES, index: [digit] })}
          />
          <SourceLine source={source} />
        </div>
      </div>
      <div className={styles["explore"]}>
        <PanelChoices {...own} mode={mode} isRead={isRead} />
        {!stage && <WeightChoice {...own} />}
        {isRead && values !== null && (
          <Panels {...own} {...{ values, why, attack }} onOpen={openNew} />
        )}
        {parts.mistakes && (
          <div data-part="mistakes" data-subject={state.trail.length === 0 || undefined}>
            <MistakesPanel state={state} change={change} judgement={judgement} />
          </div>
        )}
        <Explored {...own} {...{ values, asked, parts, stage }} onOpen={openNew} />
      </div>
      {(!stage || (maps && state.trail.length === 0)) && <LabSettings {...own} stage={stage} />}
    </div>
  );
}

/** Which parts of the figure are there, and whether any stands beside the drawing. */
function partsOf({ state, hidden }: Own, values: Numbers | null, asked: Numbers | null) {
  const maps = state.maps && !hidden.has("maps");
  const mistakes = state.mistakes && !hidden.has("mistakes");
  const learn = state.learn && !hidden.has("learn");
  const isRead = values !== null && state.picture !== "";
  const isAsked = asked !== null && (maps || state.trail.length > 0);
  const arithmetic = isAsked && !hidden.has("arithmetic");
  const beside = mistakes || arithmetic || maps || (isRead && learn);
  return { maps, mistakes, arithmetic, isRead, beside };
}

interface ExploredProps extends Own {
  readonly values: Numbers | null;
  readonly asked: Numbers | null;
  readonly parts: ReturnType<typeof partsOf>;
  readonly stage: boolean;
  readonly onOpen: (cell: Opened) => void;
}

/** The maps, and the arithmetic of the number that is open; pointing at one marks the other. */
function Explored({ state, change, values, asked, parts, stage, onOpen }: ExploredProps) {
  const [under, setUnder] = useState<MapPointer | null>(null);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const open = state.trail.at(-1) ?? null;
  const windows = useMemo(() => {
    const origin = asked === null || open === null ? null : originOf(asked, open);
    return origin === null ? [] : windowsOf(origin.expression);
  }, [asked, open]);
  const lit = useMemo(() => (pointed === null ? null : openedOf(pointed)), [pointed]);
  const openSteadily = useSteady(onOpen);
  return (
    <>
      {parts.maps && (
        <MapWalls
          network={NETWORK}
          values={values}
          sharing={state.sharing}
          open={lit ?? open}
          windows={windows}
          pointed={under}
          onPoint={setUnder}
          onOpen={openSteadily}
        />
      )}
      {parts.arithmetic && asked !== null && (
        <div className={styles["below"]} data-part="ask" data-subject={open !== null || undefined}>
          {parts.maps && (under !== null || (open === null && !stage)) && (
            <p className={styles["under"]} aria-hidden>
              {under?.words ??
                t(
                  "Point at a cell of a map to read it; click it, or press Enter on it, to see where its number comes from.",
                )}
            </p>
          )}
          <AskPanel
            values={asked}
            trail={state.trail}
            onPoint={setPointed}
            onTrail={(trail) => change({ ...state, trail })}
          />
        </div>
      )}
    </>
  );
}

/** The part of the figure that a change opens. */
function openedPart(before: DigitState, after: DigitState): string | null {
  if (after.trail.length > 0 && after.trail !== before.trail) return "ask";
  if (after.attackCell >= 0 && after.attackCell !== before.attackCell) return "attack-term";
  if (after.whyCell >= 0 && after.whyCell !== before.whyCell) return "why-term";
  if (after.attack >= 0 && before.attack < 0) return "attack";
  if (after.why !== "off" && after.why !== before.why) return "why";
  if (after.learn && !before.learn) return "learn";
  if (after.mistakes && !before.mistakes) return "mistakes";
  return after.maps && !before.maps ? "maps" : null;
}

/** The pass that an open number is of. */
function askedOf(
  { whyCell, attackCell }: DigitState,
  values: Numbers | null,
  why: Why | null,
  attack: Attack | null,
): Numbers | null {
  if (whyCell >= 0) return why?.covered ?? why?.numbers ?? values;
  return attackCell >= 0 ? (attack?.numbers ?? values) : values;
}

/** Every number of the network for the picture; null while there are no weights. */
function useValues(state: DigitState, source: LabWeights): Numbers | null {
  const { picture, centre, sample } = state;
  const seen = useDeferredValue(useSeen({ picture, centre, sample }));
  const { weights } = source;
  const pass = useMemo(
    () =>
      weights === null
        ? null
        : referenceNumbers({
            network: NETWORK,
            weights,
            input: inputOf(seen),
            labels: [0],
            update: updateBy({ optimiser: { kind: "sgd" }, learningRate: RATE }),
          }),
    [weights, seen],
  );
  const right = state.right >= 0 ? state.right : (sample?.label ?? -1);
  return useMemo(
    () => (pass === null ? null : wanting(pass, right >= 0 ? right : Math.max(0, answerOf(pass)))),
    [pass, right],
  );
}

interface AnswerProps {
  readonly state: DigitState;
  readonly values: Numbers | null;
  readonly onAsk: (digit: number) => void;
}

function Answer({ state, values, onAsk }: AnswerProps) {
  const shares = values?.peek(PROBABILITIES)?.data ?? null;
  const best = shares === null ? -1 : bestOf(shares);
  const isBlank = values?.peek("input")?.data.every((value) => value === 0) ?? false;
  const verdict = best < 0 ? "…" : `${best}, ${percent(shares?.[best] ?? Number.NaN)}`;
  return (
    <div className={styles["answer"]}>
      <p className={styles["verdict"]}>
        {rich("The network says {verdict}", { verdict: <b>{verdict}</b> })}
      </p>
      <ProbabilityBars
        title={t("The network's answer")}
        labels={DIGITS}
        probabilities={shares}
        truth={state.sample?.label ?? null}
        {...(values === null ? {} : { onAsk })}
      />
      {isBlank && (
        <p className={styles["soft"]}>{t("Nothing is drawn: this is its answer all the same.")}</p>
      )}
      <LiveText text={best < 0 ? "" : t("The network says {verdict}", { verdict })} />
    </div>
  );
}

type Own = Pick<WidgetProps<DigitState>, "state" | "change" | "hidden" | "locked">;

/** Whose maps and mistakes are shown: beside these, where a lesson names it. */
function WeightChoice({ state, change, hidden, locked }: Own) {
  if (hidden.has("weights") || !(state.maps || state.mistakes)) return null;
  return (
    <div data-controls>
      <Choice
        label={t("Weights")}
        value={state.weights}
        labelled
        options={WEIGHTS.map((value) => ({ value, title: WEIGHT_WORDS[value] }))}
        locked={locked.has("weights")}
        onChange={(weights) => change({ ...state, weights })}
      />
    </div>
  );
}

function LabSettings({ state, change, hidden, locked, stage }: Own & { readonly stage: boolean }) {
  return (
    <div className={styles["settings"]} data-controls>
      {stage && <WeightChoice {...{ state, change, hidden, locked }} />}
      {!hidden.has("sharing") && !hidden.has("maps") && state.maps && (
        <Choice
          label={t("One colour range for")}
          labelled
          value={state.sharing}
          options={SHARINGS.map((value) => ({ value, title: SHARING_WORDS[value] }))}
          locked={locked.has("sharing")}
          onChange={(sharing) => change({ ...state, sharing })}
        />
      )}
    </div>
  );
}

function SourceLine({ source }: { readonly source: LabWeights }) {
  return (
    <p className={styles["soft"]}>
      {source.words}
      {source.problem !== null && (
        <>
          {" "}
          <span role="alert" className={styles["problem"]}>
            {source.problem}
          </span>{" "}
          <Button onClick={source.retry}>{t("Try again")}</Button>
        </>
      )}
    </p>
  );
}
