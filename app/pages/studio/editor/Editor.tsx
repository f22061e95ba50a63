/**
 * The source of a lesson in an editor that knows the language. Loaded when somebody writes; who
 * only reads never does.
 */
import { t } from "../../../language/words";
import { setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import {
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
} from "react";
import { changeBetween } from "../edits";
import styles from "../studio.module.css";
import type { Checked } from "../useCompiled";
import { closeEditor, createEditor } from "./create";
import type { Facts } from "./facts";
import { marksOf } from "./squiggles";

/** What the page around may do to the editor; every change of the text can be undone. */
export interface EditorHandle {
  /** Shows a range and selects it; with `focus` the writer goes on there. */
  readonly reveal: (from: number, to: number, focus: boolean) => void;
  readonly replace: (from: number, to: number, text: string) => void;
  /** Where the writer is. */
  readonly position: () => number;
}

interface EditorProps {
  readonly ref: Ref<EditorHandle>;
  readonly text: string;
  /**
   * Changes when `text` was put in from elsewhere; what is typed comes out through `onText` and is
   * not put in again.
   */
  readonly opened: number;
  readonly checked: Checked;
  readonly facts: Omit<Facts, "doc">;
  readonly onText: (text: string) => void;
  readonly onLine: (line: number) => void;
}

export function Editor(props: EditorProps): ReactNode {
  const { ref, text, opened, checked, facts, onText, onLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const factsNow = useEffectEvent((): Facts => ({ ...facts, doc: checked.doc }));
  const said = useEffectEvent(onText);
  const moved = useEffectEvent(onLine);
  const options = useEffectEvent((parent: HTMLElement) =>
    createEditor(parent, {
      text,
      label: t("Text of the lesson. Tab indents; Escape, then Tab leaves."),
      facts: () => factsNow(),
      onText: (now) => said(now),
      onLine: (line) => moved(line),
    }),
  );
  useEffect(() => {
    if (host.current === null) return;
    const made = options(host.current);
    view.current = made;
    return () => {
      view.current = null;
      closeEditor(made);
    };
  }, []);
  useText(view, text, opened);
  useMarks(view, checked);
  useImperativeHandle(ref, () => handle(view), []);
  return <div ref={host} className={styles["editor"]} dir="ltr" />;
}

type Held = { readonly current: EditorView | null };

/**
 * A text that comes from elsewhere (a file, a link, the one before) takes the place of what is
 * there, as one edit.
 */
function useText(view: Held, text: string, opened: number): void {
  const put = useEffectEvent((times: number) => {
    if (times === 0) return;
    const now = view.current?.state.doc.toString();
    if (now !== undefined && now !== text)
      view.current?.dispatch({ changes: changeBetween(now, text) });
  });
  useEffect(() => put(opened), [opened]);
}

/** Marks what is wrong, as soon as what was checked is what stands there. */
function useMarks(view: Held, checked: Checked): void {
  useEffect(() => {
    const state = view.current?.state;
    if (state !== undefined && state.doc.toString() === checked.text)
      view.current?.dispatch(setDiagnostics(state, marksOf(checked.text, checked.diagnostics)));
  }, [view, checked]);
}

function handle(view: Held): EditorHandle {
  return {
    reveal(from, to, focus) {
      const length = view.current?.state.doc.length ?? 0;
      view.current?.dispatch({
        selection: { anchor: Math.min(to, length), head: Math.min(from, length) },
        scrollIntoView: true,
      });
      if (focus) view.current?.focus();
    },
    replace(from, to, text) {
      view.current?.dispatch({ changes: { from, to, insert: text }, userEvent: "input.replace" });
    },
    position: () => view.current?.state.selection.main.to ?? 0,
  };
}
