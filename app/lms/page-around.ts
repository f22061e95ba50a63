/**
 * A lesson in a frame of somebody's page: that page may ask for the results and is told them from
 * then on, each time they change. Nothing is told unasked, and nothing to any other page: what is
 * sent goes to the very origin that asked.
 */
import type { LessonDoc } from "../lesson/document";
import type { LessonResult } from "../results/sheet";
import { lessonResult } from "../results/sheet-of";
import { lab } from "../store/store";

const ASK = "convlab:report";
const TELL = "convlab:result";
/** Milliseconds after a change. */
const SOON = 400;

interface Told {
  readonly type: typeof TELL;
  readonly version: 1;
  readonly score: { readonly right: number; readonly of: number };
  readonly lesson: LessonResult;
}

/** `onAsked`: who asked, for the reader to know. Returns how to stop. */
export function tellPageAround(doc: LessonDoc, onAsked: (origin: string) => void): () => void {
  const around = window.parent;
  if (around === window) return () => undefined;
  let asking: string | null = null;
  let last = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    if (asking === null) return;
    const told = resultOf(doc);
    const text = JSON.stringify(told);
    if (text === last) return;
    last = text;
    around.postMessage(told, asking);
  };
  const receive = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source !== around || !asks(data) || !/^https?:\/\//.test(origin)) return;
    [asking, last] = [origin, ""];
    onAsked(origin);
    tell();
  };
  const stop = lab.subscribe((state, before) => {
    if (asking === null) return;
    if (state.answers === before.answers && state.progress === before.progress) return;
    clearTimeout(timer);
    timer = setTimeout(tell, SOON);
  });
  addEventListener("message", receive);
  return () => {
    clearTimeout(timer);
    removeEventListener("message", receive);
    stop();
  };
}

function resultOf(doc: LessonDoc): Told {
  const { answers, progress } = lab.getState();
  const lesson = lessonResult(doc, answers, progress.lessons[doc.id]);
  const right = lesson.questions.filter((question) => question.right).length;
  return { type: TELL, version: 1, score: { right, of: lesson.questions.length }, lesson };
}

function asks(data: unknown): boolean {
  return typeof data === "object" && data !== null && "type" in data && data.type === ASK;
}
