/** What the rest of the studio does in the editor: it goes to a place, puts text in, changes it. */
import { useRef, useState } from "react";
import type { Diagnostic } from "../../lesson/language/diagnostics";
import { extentOf, insertion, positionOf, rangeOf } from "./edits";
import type { EditorHandle } from "./editor/Editor";

export type Editing = ReturnType<typeof useEditing>;

export function useEditing(text: string) {
  const editor = useRef<EditorHandle>(null);
  /** Where the writer is. */
  const [line, setLine] = useState<number | null>(null);
  const goToProblem = (one: Diagnostic): void => {
    const { from, to } = extentOf(text, one);
    editor.current?.reveal(from, to, true);
    setLine(one.line);
  };
  const goToLine = (wanted: number): void => {
    const at = positionOf(text, wanted);
    editor.current?.reveal(at, at, false);
    setLine(wanted);
  };
  const applyFix = ({ fix }: Diagnostic): void => {
    if (fix === undefined) return;
    const { from, to } = rangeOf(text, fix);
    editor.current?.replace(from, to, fix.text);
  };
  const insert = (example: string): void => {
    const place = editor.current?.position() ?? text.length;
    const { edit, block } = insertion(text, place, example);
    editor.current?.replace(edit.from, edit.to, edit.insert);
    editor.current?.reveal(block.from, block.to, true);
  };
  const replaceText = (old: string, instead: string): void => {
    const from = text.indexOf(old);
    if (from >= 0) editor.current?.replace(from, from + old.length, instead);
  };
  return { editor, line, setLine, goToProblem, goToLine, applyFix, insert, replaceText };
}
