/** Holds an open lesson for a page: its session, its step, and the walk between steps. */
import { t } from "../../language/words";
import { useEffect, useMemo, useState } from "react";
import { loadLaterIdle } from "../../later/parts";
import { retryFailed } from "../../later/retry";
import type { Address } from "../../shell/address";
import { useAddress } from "../../shell/useAddress";
import { answerKey } from "../../store/answers";
import { lab, useLab } from "../../store/store";
import { loadWidget } from "../../widgets/lazy";
import type { Widget } from "../../widgets/widget";
import type { LessonDoc } from "../document";
import { isQuestion, type QuestionBlock } from "./question-block";
import type { LessonScope, Mode, PickRequest } from "./scope";
import { type Session, type SessionRoute, openSession } from "./session";
import { type Registry, figuresOf, nearestStep, stageOf } from "./walk";

export interface OpenLesson {
  readonly scope: LessonScope;
  readonly session: Session;
  readonly step: number;
  readonly walk: (to: number) => void;
  /** The first question of this step that has not been answered yet. */
  readonly question: AskingBlock | null;
  /** What of the address could not be used. */
  readonly notice: string | null;
}

/**
 * The step that the address names; 0 where it names none, null where it names one that does not
 * exist.
 */
function stepNamed(doc: LessonDoc, name: string | undefined): number | null {
  if (name === undefined) return 0;
  const at = doc.steps.findIndex((step) => step.id === name);
  return at < 0 ? null : at;
}

export function useLesson(
  doc: LessonDoc,
  mode: Mode,
  route: SessionRoute,
  registry: Registry,
): OpenLesson {
  const address = useAddress();
  const [pick, setPick] = useState<PickRequest | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const prefix = `${mode}:${doc.id}/`;
  const session = useMemo(
    () => openSession(lab, doc, registry, route, prefix),
    [doc, registry, route, prefix],
  );
  const named = stepNamed(doc, route.stepIn(address));
  const step = named ?? 0;
  useEffect(() => session.listen(), [session]);
  useFollow(session, address.page === route.page ? address : null, named, setNotice);
  useEffect(() => {
    if (mode === "lesson")
      lab.getState().visit(doc.id, doc.steps[step]?.id ?? "", step === doc.steps.length - 1);
    void preload(doc, step, registry);
  }, [doc, step, mode, registry]);
  const scope = useMemo<LessonScope>(() => {
    const figures = figuresOf(doc);
    const current = doc.steps[step];
    const stage = current === undefined ? [] : stageOf(current, figures);
    const onStage = new Set(stage.map(({ id }) => id));
    return {
      doc,
      step,
      registry,
      figures,
      stage,
      onStage,
      prefix,
      mode,
      joined: route.joined === true,
      pick,
      setPick,
      hash: () => session.hash(step),
    };
  }, [doc, step, registry, prefix, mode, route, pick, session]);
  const question = useLab(
    ({ answers }) =>
      questionsOf(doc, step).find(
        ({ id }) => answers[answerKey(mode, doc.id, id)]?.checked !== true,
      ) ?? null,
  );
  return {
    scope,
    session,
    step,
    notice,
    question,
    walk: (to) => session.walk(step, nearestStep(doc, to)),
  };
}

/** Takes over what the address says, unless we wrote it. */
function useFollow(
  session: Session,
  address: Address | null,
  named: number | null,
  say: (notice: string | null) => void,
): void {
  const placed = useLab(
    (state) => session.firstKey === null || state.figures[session.firstKey] !== undefined,
  );
  useEffect(() => {
    if (address === null || (placed && session.wrote(address.hash))) return;
    const trouble = session.open(named ?? 0, address.parameters);
    say(
      named === null
        ? t("This link names a step that the lesson does not have; here is its beginning.")
        : trouble,
    );
  }, [session, address, named, placed, say]);
}

/** A question that waits for an answer; practice is offered and waits for none. */
export type AskingBlock = Exclude<QuestionBlock, { readonly kind: "practice" }>;

function questionsOf(doc: LessonDoc, at: number): readonly AskingBlock[] {
  return (doc.steps[at]?.blocks ?? []).filter(
    (block): block is AskingBlock => isQuestion(block) && block.kind !== "practice",
  );
}

/** Loads the widgets of the next step, once those of this one are drawn. */
async function preload(doc: LessonDoc, at: number, registry: Registry): Promise<void> {
  await Promise.allSettled(widgetsAt(doc, at, registry).map(loadWidget));
  await loadLaterIdle();
  for (const widget of widgetsAt(doc, at + 1, registry)) loadWidget(widget).catch(retryFailed); // nobody looks at it yet
}

function widgetsAt(doc: LessonDoc, at: number, registry: Registry): readonly Widget[] {
  const step = doc.steps[at];
  if (step === undefined) return [];
  return stageOf(step, figuresOf(doc)).flatMap(({ widget }) => {
    const entry = Object.hasOwn(registry, widget) ? registry[widget] : undefined;
    return entry === undefined ? [] : [entry];
  });
}
