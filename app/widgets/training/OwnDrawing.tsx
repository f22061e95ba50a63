/**
 * A field to draw a digit on, and the batch of eight that the drawing is in: with its own mean and
 * variance, as in training. Each of the seven neighbours can be swapped; what the drawing is then
 * taken for stands below it.
 */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { useCallback, useMemo } from "react";
import { classesOf } from "../../../engine/data/dataset";
import { Button } from "../../figures/marks/controls/Button";
import { classes } from "../../figures/marks/style";
import { EMPTY, readDrawing, writeDrawing } from "../../pictures/drawing/drawing";
import { DrawingPad } from "../../pictures/drawing/DrawingPad";
import { SmallPicture } from "./Batch";
import type { RunsProps } from "./Curves";
import {
  changing,
  drawnInput,
  type Neighbourhood,
  neighbourhood,
  neighbourSets,
  type OwnAnswers,
  ownAnswers,
  SETS,
} from "./own-drawing";
import type { Shown } from "./Training";
import styles from "./training.module.css";
import own from "./own-drawing.module.css";
import { type Question, useAtRest } from "./useAtRest";

export function OwnDrawing(props: RunsProps) {
  const { runs, state, change, locked } = props;
  const [run] = runs;
  const drawing = useMemo(() => readDrawing(state.drawing) ?? EMPTY, [state.drawing]);
  if (run === undefined) return null;
  return (
    <div className={own["own"]}>
      <div className={styles["layers"]}>
        <DrawingPad
          drawing={drawing}
          begins={false}
          eraser={false}
          locked={locked.has("drawing")}
          onDraw={(next, streaming) =>
            change(
              { ...state, drawing: writeDrawing(next), swapped: 0 },
              streaming ? { history: "merge" } : undefined,
            )
          }
        />
        <Button
          disabled={state.drawing === "" || locked.has("drawing")}
          onClick={() => change({ ...state, drawing: "", swapped: 0, neighbours: -1 })}
        >
          {t("Clear")}
        </Button>
      </div>
      <Among {...props} run={run} />
    </div>
  );
}

const askNeighbours: Question<Neighbourhood> = async ({ handle }, hear) =>
  hear(await neighbourhood(handle));

function Among(props: RunsProps & { readonly run: Shown }) {
  const { run, state } = props;
  const { data, side, examples, pixels } = run.setting;
  const found = useAtRest(run, askNeighbours);
  const input = useMemo(
    () => drawnInput({ data, side, examples, pixels }, state.drawing),
    [data, side, examples, pixels, state.drawing],
  );
  const ask = useCallback<Question<OwnAnswers>>(
    async (asked, hear, isWanted) => {
      if (found === null || input === null) return;
      const answers = await ownAnswers(asked, input, found, isWanted);
      if (answers !== null) hear(answers);
    },
    [found, input],
  );
  const answers = useAtRest(run, ask);
  if (found === null)
    return (
      <p className={styles["hint"]}>{t("Press Train. When the run has paused, draw a digit.")}</p>
    );
  return (
    <div className={own["among"]}>
      <Members {...props} found={found} input={input} answers={answers} />
      <Says {...props} answers={answers} isDrawn={input !== null} />
    </div>
  );
}

/** The set that is looked at, and what the drawing is taken for in it. */
function looked({ neighbours }: RunsProps["state"], answers: OwnAnswers | null) {
  const first = answers === null ? -1 : changing(answers.sets).first;
  const set = neighbours >= 0 ? neighbours : Math.max(0, first);
  return { set, taken: answers?.sets[set] ?? [] };
}

interface MembersProps extends RunsProps {
  readonly run: Shown;
  readonly found: Neighbourhood;
  readonly input: Float32Array | null;
  readonly answers: OwnAnswers | null;
}

function Members({ run, state, change, found, input, answers }: MembersProps) {
  const names = classesOf(run.setting.data);
  const { set, taken } = looked(state, answers);
  const batches = neighbourSets()[set] ?? [];
  return (
    <div className={own["members"]}>
      <span className={own["mine"]}>
        <SmallPicture
          pixels={input ?? new Float32Array((found.pixels.values().next().value ?? []).length)}
          title={t("your drawing, as the network reads it")}
        />
        {t("yours")}
      </span>
      {(batches[0] ?? []).map((usual, at) => {
        const place = at + 1;
        const isSwapped = state.swapped === place;
        const answer = taken[place];
        const held = isSwapped ? batches[place]?.[at] : usual;
        const says = answer === undefined ? "" : (names[answer] ?? String(answer));
        return (
          <button
            key={place}
            type="button"
            className={classes(
              own["neighbour"],
              isSwapped && styles["swapped"],
              answer !== taken[0] && own["other"],
            )}
            aria-pressed={isSwapped}
            aria-label={t("Neighbour {place}: swap it for another{says}", {
              place,
              says: says === "" ? "" : t("; your drawing is then taken for {says}", { says }),
            })}
            onClick={() => change({ ...state, neighbours: set, swapped: isSwapped ? 0 : place })}
          >
            <SmallPicture pixels={found.pixels.get(held ?? -1)} title="a neighbour" />
            <span aria-hidden>{says === "" ? "…" : `⇄ ${says}`}</span>
          </button>
        );
      })}
    </div>
  );
}

interface SaysProps extends RunsProps {
  readonly run: Shown;
  readonly answers: OwnAnswers | null;
  readonly isDrawn: boolean;
}

/** In words. Every line is there before its answer, so that the field stays where it is. */
function Says({ run, state, change, answers, isDrawn }: SaysProps) {
  const nameOf = namesOf(run);
  const { set, taken } = looked(state, answers);
  const [now, before] = [nameOf(taken[state.swapped]), nameOf(taken[0])];
  const said = <strong>{now}</strong>;
  const taking =
    state.swapped === 0
      ? rich("With these seven neighbours your drawing is taken for {now}.", { now: said })
      : rich("One neighbour swapped: it is taken for {now}{before}.", {
          now: said,
          before: now === before ? "" : t(", before for {before}", { before }),
        });
  return (
    <div className={styles["layers"]} aria-live="polite">
      <p className={own["answer"]}>{isDrawn ? taking : t("Draw a digit on the field.")}</p>
      <p className={styles["hint"]}>
        {t(
          "Below each neighbour: what your drawing is taken for when this one is swapped. Press it.",
        )}
      </p>
      <Button onClick={() => change({ ...state, neighbours: (set + 1) % SETS, swapped: 0 })}>
        {t("Other neighbours (set {set} of {sets})", { set: set + 1, sets: SETS })}
      </Button>
      <Facts run={run} answers={answers} />
    </div>
  );
}

function namesOf(run: Shown): (answer: number | undefined) => string {
  const names = classesOf(run.setting.data);
  return (answer) => (answer === undefined ? "…" : (names[answer] ?? String(answer)));
}

/** How much the answer hangs on the others, and what it is without them. */
function Facts({ run, answers }: Pick<SaysProps, "run" | "answers">) {
  const nameOf = namesOf(run);
  const { sameClass = 0, alone } = answers ?? {};
  const inUse = nameOf(answers?.inUse);
  return (
    <ul className={own["facts"]}>
      <li>
        {t("In {answers} of {sets} sets one swap changes the answer.", {
          answers: answers === null ? "…" : changing(answers.sets).count,
          sets: SETS,
        })}
      </li>
      {sameClass !== null && (
        <li>
          {t("Among seven pictures of {inUse}: {sameClass}.", {
            inUse,
            sameClass: nameOf(answers?.sameClass ?? undefined),
          })}
        </li>
      )}
      <li className={own["alone"]}>
        {t("In a batch of one: {alone}", {
          alone: typeof alone === "string" ? alone : `${nameOf(alone)}.`,
        })}
      </li>
      <li>
        {rich("In use, with running averages ({code}): {inUse}, whoever else is there.", {
          code: <code>eval()</code>,
          inUse,
        })}
      </li>
    </ul>
  );
}
