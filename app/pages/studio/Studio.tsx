/**
 * `#/studio`: write a lesson and see it at once; open one from a file, a drag or a link. Everything stays on this device.
 * A mistake boxes its block, is underlined in the text and listed with its line; the rest of the lesson lives.
 */
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type DragEvent, type ReactNode } from "react";
import { generators } from "../../lesson/practice";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { widgets } from "../../widgets";
import { extentOf, insertion, positionOf, rangeOf } from "./edits";
import type { EditorHandle } from "./editor/Editor";
import { Preview } from "./Preview";
import { Problems } from "./Problems";
import { readLessonFile } from "./share";
import styles from "./studio.module.css";
import { Tools } from "./Tools";
import { useCompiled } from "./useCompiled";
import { useDraft } from "./useDraft";

const Editor = lazy(async () => ({ default: (await import("./editor/Editor")).Editor }));
const FACTS = { registry: widgets, generators };

export function Studio() {
  const [reading, setReading] = useState(false);
  const draft = useDraft(useCallback(() => setReading(true), []));
  const checked = useCompiled(draft.text);
  const editor = useRef<EditorHandle>(null);
  const [line, setLine] = useState<number | null>(null);
  useEffect(() => {
    document.title = `${checked.doc.title} · Studio · ConvLab`;
  }, [checked]);
  const openFile = async (file: Blob): Promise<void> => {
    const result = await readLessonFile(file);
    if ("problem" in result) draft.refuse(result.problem);
    else draft.open(result.text);
  };
  const onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void openFile(file);
  };
  const insert = (example: string): void => {
    const { edit, block } = insertion(draft.text, editor.current?.position() ?? draft.text.length, example);
    editor.current?.replace(edit.from, edit.to, edit.insert);
    editor.current?.reveal(block.from, block.to, true);
  };
  return (
    <>
      <Header>
        <p className={styles["title"]}>Studio</p>
      </Header>
      <div className={styles["studio"]} data-reading={reading} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <div className={styles["side"]}>
          <Tools
            draft={draft}
            title={checked.doc.title}
            reading={reading}
            onReading={setReading}
            onFile={(file) => void openFile(file)}
            onInsert={insert}
          />
          {draft.problem !== "" && (
            <p role="alert" className={styles["refused"]}>
              {draft.problem} What you were writing is as it was.
            </p>
          )}
          <Written reading={reading}>
            <Boundary what="The editor">
              <Suspense fallback={<div className={styles["editor"]} aria-busy />}>
                <Editor
                  ref={editor}
                  text={draft.text}
                  opened={draft.opened}
                  checked={checked}
                  facts={FACTS}
                  onText={draft.edit}
                  onLine={setLine}
                />
              </Suspense>
            </Boundary>
            <p className={styles["keys"]}>
              <kbd>Esc</kbd> <kbd>Tab</kbd> leaves, <kbd>Ctrl Space</kbd> completes, <kbd>F8</kbd> next mistake, <kbd>Ctrl F</kbd> searches
            </p>
            <Problems
              diagnostics={checked.diagnostics}
              onGo={(one) => {
                const { from, to } = extentOf(draft.text, one);
                editor.current?.reveal(from, to, true);
                setLine(one.line);
              }}
              onFix={(one) => {
                if (one.fix === undefined) return;
                const { from, to } = rangeOf(draft.text, one.fix);
                editor.current?.replace(from, to, one.fix.text);
              }}
            />
          </Written>
        </div>
        <Preview
          checked={checked}
          line={reading ? null : line}
          onLine={(wanted) => {
            const at = positionOf(draft.text, wanted);
            editor.current?.reveal(at, at, false);
            setLine(wanted);
          }}
        />
      </div>
    </>
  );
}

/** The half that one writes in. It comes when it is first wanted, and then stays: what was written can be undone after reading. */
function Written({ reading, children }: { readonly reading: boolean; readonly children: ReactNode }) {
  const [wanted, setWanted] = useState(!reading);
  if (!reading && !wanted) setWanted(true);
  return (
    <div className={styles["write"]} hidden={reading}>
      {wanted ? children : null}
    </div>
  );
}
