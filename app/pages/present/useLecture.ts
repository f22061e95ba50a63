/** What the keys, the buttons and the speaker's window do to a lecture. */
import { type RefObject, useEffect, useEffectEvent, useMemo, useState } from "react";
import type { LessonDoc } from "../../lesson/document";
import type { LessonScope } from "../../lesson/runtime/scope";
import type { OpenLesson } from "../../lesson/runtime/useLesson";
import { ownerOf } from "../../lesson/runtime/walk";
import { goTo } from "../../shell/address";
import { t } from "../../language/words";
import { announce } from "../../shell/announce";
import { lab } from "../../store/store";
import type { Blank } from "./channel";
import { pageAlong, pressLive } from "./paging";
import type { Picture } from "./picture";
import { pressGuard } from "./press-guard";
import { type Action, actionOf } from "./present-keys";
import { forgetReveals, reveal, takeBack } from "./reveal";
import { followPicture, useSpeaker } from "./useSpeaker";

const ZOOM = { least: 0.6, most: 2, step: 1.1 };

interface View {
  readonly blank: Blank;
  readonly dialog: "none" | "help" | "list" | "join" | "collect";
  /** "figure": the clicker moves along the figure's time line before it goes on. */
  readonly clicker: "steps" | "figure";
  readonly zoom: number;
  /** A red dot stands in for the mouse pointer. */
  readonly laser: boolean;
  /** The figures' own controls are shown; they take room that the numbers could have. */
  readonly tools: boolean;
  readonly pen: boolean;
  readonly spot: boolean;
  readonly strokes: Picture["strokes"];
  /** The other windows of the audience keep what they show. */
  readonly frozen: boolean;
}

const FIRST: View = {
  blank: "none",
  dialog: "none",
  clicker: "steps",
  zoom: 1,
  laser: false,
  tools: false,
  pen: false,
  spot: false,
  strokes: [],
  frozen: false,
};

export interface Lecture extends View {
  act(action: Action): void;
  jump(step: number): void;
  closeDialog(): void;
  draw(strokes: Picture["strokes"]): void;
}

export function useLecture(
  doc: LessonDoc,
  open: OpenLesson,
  text: RefObject<HTMLElement | null>,
  stage: RefObject<HTMLElement | null>,
  follows: boolean,
): Lecture {
  const { step, walk } = open;
  const [view, setView] = useState(FIRST);
  const show = (change: Partial<View>): void => setView((before) => ({ ...before, ...change }));
  useEffect(() => {
    if (!follows) forgetReveals(doc);
  }, [doc, follows]);
  const turn = (by: 1 | -1): void => {
    walk(step + by);
    announce(
      t("Step {at} of {count}", {
        at: Math.max(1, Math.min(doc.steps.length, step + by + 1)),
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
  const act = useEffectEvent((action: Action): void => {
    if (view.blank !== "none" && action !== "black" && action !== "white") show({ blank: "none" });
    perform(action, {
      scope: open.scope,
      view,
      show,
      go,
      turn,
      tell: () => reveal(doc, step) && showEnd(text),
    });
  });
  useLectureKeys((action) => {
    if (!follows || action === "fullscreen" || action === "leave") act(action);
  }, view.dialog === "none");
  const jump = (to: number): void => {
    show({ dialog: "none", blank: "none" });
    walk(Math.max(0, Math.min(doc.steps.length - 1, to)));
  };
  const [drawnAt, setDrawnAt] = useState(step);
  if (drawnAt !== step) {
    setDrawnAt(step);
    if (!follows) show({ strokes: [] });
  }
  useSpeaker({
    open,
    stage,
    follows,
    jump,
    act: (action) => act(action),
    shown: useShown(view),
    onPicture(picture) {
      followPicture(open, picture, stage);
      const { blank, zoom, tools, strokes } = picture;
      show({ blank, zoom, tools, strokes });
    },
  });
  return {
    ...view,
    act: (action) => act(action),
    jump,
    closeDialog: () => show({ dialog: "none" }),
    draw: (strokes) => show({ strokes }),
  };
}

/** The same object as long as nothing in it changes. */
function useShown({ blank, zoom, tools, frozen, strokes }: View) {
  return useMemo(
    () => ({ blank, zoom, tools, frozen, strokes }),
    [blank, zoom, tools, frozen, strokes],
  );
}

interface Stagehand {
  readonly scope: LessonScope;
  readonly view: View;
  readonly show: (change: Partial<View>) => void;
  readonly go: (by: 1 | -1) => void;
  /** To the step, whatever of this one is not seen or told. */
  readonly turn: (by: 1 | -1) => void;
  /** Tells the next answer of the step. */
  readonly tell: () => void;
}

function heldWords(held: boolean): string {
  return held ? t("The audience's windows are held") : t("The audience follows again");
}

function perform(action: Action, hand: Stagehand): void {
  const { scope, view, show, go, turn, tell } = hand;
  const along = (by: 1 | -1): void => {
    if (!moveFigure(scope, by)) go(by);
  };
  switch (action) {
    case "next-step":
      return view.clicker === "figure" ? along(1) : go(1);
    case "previous-step":
      return view.clicker === "figure" ? along(-1) : go(-1);
    case "skip-on":
      return turn(1);
    case "skip-back":
      return turn(-1);
    case "forward":
      return along(1);
    case "backward":
      return along(-1);
    case "black":
    case "white":
      return show({ blank: view.blank === action ? "none" : action });
    case "reveal":
      return tell();
    case "laser":
      return show({ laser: !view.laser });
    case "tools":
      announce(view.tools ? t("Controls hidden") : t("Controls shown"));
      return show({ tools: !view.tools });
    case "help":
    case "list":
    case "join":
    case "collect":
      return show({ dialog: action });
    case "clicker":
      return show({ clicker: view.clicker === "steps" ? "figure" : "steps" });
    case "bigger":
      return show({ zoom: Math.min(ZOOM.most, view.zoom * ZOOM.step) });
    case "smaller":
      return show({ zoom: Math.max(ZOOM.least, view.zoom / ZOOM.step) });
    case "pen":
      announce(view.pen ? t("The pen is put down") : t("The pointer draws"));
      return show({ pen: !view.pen, spot: false });
    case "wipe":
      return show({ strokes: [] });
    case "spotlight":
      return show({ spot: !view.spot, pen: false });
    case "freeze":
      announce(heldWords(!view.frozen));
      return show({ frozen: !view.frozen });
    case "fullscreen":
      return void toggleFullscreen();
    case "audience":
    case "notes":
      return openWindow(scope.doc, action);
    case "leave":
      return leave(scope);
    default:
      action satisfies never;
  }
}

function useLectureKeys(act: (action: Action) => void, listening: boolean): void {
  const [counts] = useState(pressGuard);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf(event);
    if (action === null || !listening) return;
    event.preventDefault();
    event.stopPropagation();
    if (counts(event.key, event.timeStamp)) act(action);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener, { capture: true });
    return () => removeEventListener("keydown", listener, { capture: true });
  }, []);
}

/** What was just told stands at the end of its question: brings it into view once it is drawn. */
function showEnd(text: RefObject<HTMLElement | null>): void {
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

async function toggleFullscreen(): Promise<void> {
  try {
    if (!(document.fullscreenElement instanceof Element))
      await document.documentElement.requestFullscreen();
    else await document.exitFullscreen();
  } catch {
    announce(t("This browser does not allow full screen here."));
  }
}

/** The speaker's window, or a second screen: both follow this window, in the same browser. */
function openWindow(doc: LessonDoc, what: "notes" | "audience"): void {
  const [width, height] = what === "notes" ? [900, 700] : [1024, 768];
  window.open(
    `#/present/${encodeURIComponent(doc.id)}?${what}`,
    `convlab-${what}-${doc.id}`,
    `popup,width=${width},height=${height}`,
  );
}

function leave(scope: LessonScope): void {
  if (document.fullscreenElement instanceof Element) void document.exitFullscreen();
  else goTo(scope.hash().replace("#/present/", "#/lesson/"));
}
