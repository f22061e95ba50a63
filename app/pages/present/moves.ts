/** How a lecture goes on and back: through a step, through its figure, from step to step. */
import type { RefObject } from "react";
import { t } from "../../language/words";
import type { LessonScope } from "../../lesson/runtime/scope";
import type { OpenLesson } from "../../lesson/runtime/useLesson";
import { nearestStep, ownerOf } from "../../lesson/runtime/walk";
import { announce } from "../../shell/announce";
import { lab } from "../../store/store";
import { pageAlong, pressLive } from "./paging";
import { reveal, takeBack } from "./reveal";

type Part = RefObject<HTMLElement | null>;

export interface Moves {
  /** Through what is not seen or told yet, then to the next step. */
  readonly go: (by: 1 | -1) => void;
  /** Along the figure; at its end as `go`. */
  readonly along: (by: 1 | -1) => void;
  /** To the step, whatever of this one is not seen or told. */
  readonly turn: (by: 1 | -1) => void;
  /** Tells the next answer of the step. */
  readonly tell: () => void;
}

export function movesOf({ scope, step, walk }: OpenLesson, text: Part, stage: Part): Moves {
  const { doc } = scope;
  const turn = (by: 1 | -1): void => {
    walk(step + by);
    announce(
      t("Step {at} of {count}", {
        at: nearestStep(doc, step + by) + 1,
        count: doc.steps.length,
      }),
    );
  };
  /**
   * What is not seen yet, of the text and then of the figure; an answer that is not told yet; the
   * next step.
   */
  const go = (by: 1 | -1): void => {
    if (by === -1 && (pressLive(stage.current, "running") || takeBack(doc, step))) return;
    const [first, second] = by === 1 ? [text, stage] : [stage, text];
    if (pageAlong(first.current, by) || pageAlong(second.current, by)) return;
    if (by === 1 && reveal(doc, step)) return showEnd(text);
    if (by === 1 && pressLive(stage.current, "fresh")) return;
    turn(by);
  };
  const along = (by: 1 | -1): void => {
    if (!moveFigure(scope, by)) go(by);
  };
  const tell = (): void => {
    if (reveal(doc, step)) showEnd(text);
  };
  return { go, along, turn, tell };
}

/** What was just told stands at the end of its question: brings it into view once it is drawn. */
function showEnd(text: Part): void {
  setTimeout(() => {
    const told = [...(text.current?.querySelectorAll("[data-told]") ?? [])].at(-1);
    told?.scrollIntoView({ block: "nearest" });
  }, 60);
}

/** Moves the stage's figure along its time line. False when it has none or is at that end. */
function moveFigure({ stage, figures, prefix, registry }: LessonScope, by: 1 | -1): boolean {
  let moved = false;
  for (const id of new Set(stage.map((block) => ownerOf(block.id, figures)))) {
    const record = lab.getState().figures[prefix + id];
    const definition = record === undefined ? undefined : registry[record.widget]?.definition;
    if (record === undefined || definition === undefined) continue;
    const to = definition.step(record.state) + by;
    if (to < 0 || to >= definition.steps(record.state)) continue;
    lab.getState().changeFigure(prefix + id, definition.seek(record.state, to), "merge");
    moved = true;
  }
  return moved;
}
