/**
 * `#/studio`: write a lesson and see it at once; open one from a file, a drag or a link. Everything stays on this device.
 * A mistake boxes its block and is listed with its line; the rest of the lesson lives.
 */
import { useCallback, useEffect, useRef, useState, type DragEvent } from "react";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { widgets } from "../../widgets";
import { LessonView } from "../lesson/LessonView";
import { applied, inserted, positionOf } from "./edits";
import { Problems } from "./Problems";
import { readLessonFile } from "./share";
import { studioRoute } from "./route";
import styles from "./studio.module.css";
import { Tools } from "./Tools";
import { useCompiled } from "./useCompiled";
import { useDraft } from "./useDraft";

export function Studio() {
  const [reading, setReading] = useState(false);
  const draft = useDraft(useCallback(() => setReading(true), []));
  const compiled = useCompiled(draft.text);
  const editor = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    document.title = `${compiled.doc.title} · Studio · ConvLab`;
  }, [compiled]);
  const select = (from: number, to: number): void => {
    setReading(false);
    requestAnimationFrame(() => {
      editor.current?.focus();
      editor.current?.setSelectionRange(from, to);
    });
  };
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
  return (
    <>
      <Header>
        <p className={styles["title"]}>Studio</p>
      </Header>
      <div className={styles["studio"]} data-reading={reading} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <Tools
          draft={draft}
          title={compiled.doc.title}
          reading={reading}
          onReading={setReading}
          onFile={(file) => void openFile(file)}
          onInsert={(block) => {
            const made = inserted(draft.text, editor.current?.selectionEnd ?? draft.text.length, block);
            draft.edit(made.text);
            select(made.from, made.to);
          }}
        />
        {draft.problem !== "" && (
          <p role="alert" className={styles["refused"]}>
            {draft.problem} What you were writing is as it was.
          </p>
        )}
        <div className={styles["write"]} hidden={reading}>
          <textarea
            ref={editor}
            aria-label="Text of the lesson"
            spellCheck
            value={draft.text}
            onChange={(event) => draft.edit(event.target.value)}
          />
          <Problems
            diagnostics={compiled.diagnostics}
            onGo={(line, column) => select(positionOf(draft.text, line, column), positionOf(draft.text, line, 10_000))}
            onFix={(one) => {
              if (one.fix !== undefined) draft.edit(applied(draft.text, one.fix));
            }}
          />
        </div>
        <div className={styles["preview"]}>
          <Boundary key={draft.text.length} what="The preview">
            <LessonView embedded doc={compiled.doc} registry={widgets} route={studioRoute} />
          </Boundary>
        </div>
      </div>
    </>
  );
}
