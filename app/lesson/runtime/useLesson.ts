/** Holds an open lesson for a page: its session, its step, and the walk between steps. */
import { useEffect, useMemo, useState } from "react";
import { askAgain } from "../../shell/again";
import type { Address } from "../../shell/address";
import { useAddress } from "../../shell/useAddress";
import { lab, useLab } from "../../store/store";
import type { LessonDoc } from "../document";
import type { LessonScope, Mode, PickRequest } from "./scope";
import { type Session, type SessionRoute, openSession } from "./session";
import { type Registry, figuresOf, stageOf } from "./walk";
import { loadWidget } from "./WidgetView";

export interface OpenLesson {
  readonly scope: LessonScope;
  readonly session: Session;
  readonly step: number;
  readonly walk: (to: number) => void;
  /** A question of this step has not been answered yet. */
  readonly unanswered: boolean;
  /** What of the address could not be used. */
  readonly notice: string | null;
}

/** The step that the address names; 0 where it names none, null where it names one that does not exist. */
export function stepNamed(doc: LessonDoc, name: string | undefined): number | null {
  if (name === undefined) return 0;
  const at = doc.steps.findIndex((step) => step.id === name);
  return at < 0 ? null : at;
}

export function useLesson(doc: LessonDoc, mode: Mode, route: SessionRoute, registry: Registry): OpenLesson {
  const address = useAddress();
  const [pick, setPick] = useState<PickRequest | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const prefix = `${mode}:${doc.id}/`;
  const session = useMemo(() => openSession(lab, doc, registry, route, prefix), [doc, registry, route, prefix]);
  const named = stepNamed(doc, route.stepIn(address));
  const step = named ?? 0;
  useEffect(() => session.listen(), [session]);
  useFollow(session, address.page === route.page ? address : null, named, setNotice);
  useEffect(() => {
    if (mode === "lesson") lab.getState().visit(doc.id, doc.steps[step]?.id ?? "", step === doc.steps.length - 1);
    preload(doc, step + 1, registry);
  }, [doc, step, mode, registry]);
  const scope = useMemo<LessonScope>(() => {
    const figures = figuresOf(doc);
    const current = doc.steps[step];
    const stage = current === undefined ? [] : stageOf(current, figures);
    const onStage = new Set(stage.map(({ id }) => id));
    return { doc, step, registry, figures, stage, onStage, prefix, mode, pick, setPick, hash: () => session.hash(step) };
  }, [doc, step, registry, prefix, mode, pick, session]);
  const unanswered = useLab((state) => questionsOf(doc, step).some((id) => state.answers[`${doc.id}/${id}`]?.checked !== true));
  return { scope, session, step, notice, unanswered, walk: (to) => session.walk(step, Math.max(0, Math.min(doc.steps.length - 1, to))) };
}

/** Takes over what the address says, unless we wrote it. */
function useFollow(session: Session, address: Address | null, named: number | null, say: (notice: string | null) => void): void {
  const placed = useLab((state) => session.firstKey === null || state.figures[session.firstKey] !== undefined);
  useEffect(() => {
    if (address === null || (placed && session.wrote(address.hash))) return;
    const trouble = session.open(named ?? 0, address.parameters);
    say(named === null ? "This link names a step that the lesson does not have; here is its beginning." : trouble);
  }, [session, address, named, placed, say]);
}

const QUESTIONS = new Set(["predict", "quiz", "numeric", "cell", "order"]);

function questionsOf(doc: LessonDoc, at: number): readonly string[] {
  return (doc.steps[at]?.blocks ?? []).flatMap((block) => (QUESTIONS.has(block.kind) && "id" in block ? [block.id] : []));
}

/** Loads the widgets of a step while the reader is at the one before. */
function preload(doc: LessonDoc, at: number, registry: Registry): void {
  const step = doc.steps[at];
  if (step === undefined) return;
  for (const { widget } of stageOf(step, figuresOf(doc))) {
    const entry = Object.hasOwn(registry, widget) ? registry[widget] : undefined;
    if (entry !== undefined) loadWidget(entry).catch(askAgain); // nobody looks at it yet
  }
}
