/** What the keys, the buttons and the speaker's window do to a lecture. */
import { type RefObject, useEffect, useEffectEvent, useMemo, useState } from "react";
import type { LessonDoc } from "../../lesson/document";
import type { LessonScope } from "../../lesson/runtime/scope";
import type { OpenLesson } from "../../lesson/runtime/useLesson";
import { goTo } from "../../shell/address";
import { t } from "../../language/words";
import { announce } from "../../shell/announce";
import { usePageKeys } from "../../shell/usePageKeys";
import { changeOf, FIRST, isOfView, type View, type ViewAction, wordsOf } from "./lecture-view";
import { type Moves, movesOf } from "./moves";
import type { Picture } from "./picture";
import { pressGuard } from "./press-guard";
import { type Action, actionOf } from "./present-keys";
import { forgetReveals } from "./reveal";
import { followPicture, useSpeaker } from "./useSpeaker";

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
  const moves = movesOf(open, text, stage);
  const show = (change: Partial<View>): void => setView((before) => ({ ...before, ...change }));
  useEffect(() => {
    if (!follows) forgetReveals(doc);
  }, [doc, follows]);
  const act = useEffectEvent((action: Action): void => {
    if (view.blank !== "none" && action !== "black" && action !== "white") show({ blank: "none" });
    if (!isOfView(action)) return perform(action, open.scope, view.clicker, moves);
    const change = changeOf(view, action);
    const words = wordsOf(change, action);
    if (words !== "") announce(words);
    show(change);
  });
  useLectureKeys((action) => {
    if (!follows || action === "fullscreen" || action === "leave") act(action);
  }, view.dialog === "none");
  const jump = (to: number): void => {
    show({ dialog: "none", blank: "none" });
    walk(to);
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

type Move = Exclude<Action, ViewAction>;

function perform(action: Move, scope: LessonScope, clicker: View["clicker"], moves: Moves): void {
  const { go, along, turn, tell } = moves;
  const next = clicker === "figure" ? along : go;
  switch (action) {
    case "next-step":
      return next(1);
    case "previous-step":
      return next(-1);
    case "skip-on":
      return turn(1);
    case "skip-back":
      return turn(-1);
    case "forward":
      return along(1);
    case "backward":
      return along(-1);
    case "reveal":
      return tell();
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
  usePageKeys((event) => {
    const action = actionOf(event);
    if (action === null || !listening) return;
    event.preventDefault();
    event.stopPropagation();
    if (counts(event.key, event.timeStamp)) act(action);
  }, true);
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
