/**
 * `#/studio`: write a lesson and see it at once; open one from a file, a drag or a link. Everything
 * stays on this device. A mistake boxes its block, is underlined in the text and listed with its
 * line; the rest of the lesson lives.
 */
import { LANGUAGES } from "../../language/languages";
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
  type DragEvent,
  type ReactNode,
} from "react";
import type { Diagnostic } from "../../lesson/language/diagnostics";
import { generators } from "../../lesson/practice";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { widgets } from "../../widgets";
import { isDataFile } from "../../widgets/fields/own-files";
import { extentOf, insertion, positionOf, rangeOf } from "./edits";
import type { EditorHandle } from "./editor/Editor";
import { NewArrays } from "./NewArrays";
import { NewPicture } from "./NewPicture";
import { Original, type OriginalProps } from "./Original";
import { Preview } from "./Preview";
import { Problems } from "./Problems";
import { titleIn } from "../../course/lesson-text";
import type { PreparedArrays } from "../../course/prepare-array";
import type { Prepared } from "../../course/prepare-picture";
import { freeId } from "./array-offers";
import styles from "./studio.module.css";
import { Tools } from "./Tools";
import { Working } from "./Working";
import { useCompiled } from "./useCompiled";
import { useOriginal } from "./useOriginal";
import { type Draft, useDraft } from "./useDraft";

const Editor = lazy(async () => ({ default: (await import("./editor/Editor")).Editor }));
const FACTS = { registry: widgets, generators };

export function Studio() {
  const [reading, setReading] = useState(false);
  const draft = useDraft(useCallback(() => setReading(true), []));
  const { original, files } = useOriginal(draft);
  const compiling = useCompiled(draft.text, files);
  const { checked, ready } = compiling;
  const editor = useRef<EditorHandle>(null);
  const [line, setLine] = useState<number | null>(null);
  useEffect(() => {
    if (ready) document.title = `${checked.doc.title} · ${t("Studio")} · ConvLab`;
  }, [checked, ready]);
  const { found, setFound, openFile, onDrop } = useOpening(draft);
  const goToProblem = (one: Diagnostic): void => {
    const { from, to } = extentOf(draft.text, one);
    editor.current?.reveal(from, to, true);
    setLine(one.line);
  };
  const applyFix = ({ fix }: Diagnostic): void => {
    if (fix === undefined) return;
    const { from, to } = rangeOf(draft.text, fix);
    editor.current?.replace(from, to, fix.text);
  };
  const insert = (example: string): void => insertInto(editor.current, draft.text, example);
  return (
    <>
      <Header languages={LANGUAGES}>
        <p>{t("Studio")}</p>
      </Header>
      {found === null ? null : (
        <NewFile
          file={found}
          idFor={(path) => freeId(draft.text, path.replace(/^.*\//, "").replace(/\.\w+$/, ""))}
          onClose={() => setFound(null)}
          onInsert={(text) => {
            draft.addFile(found.path, found.bytes);
            insert(text);
            setFound(null);
          }}
        />
      )}
      <div
        className={styles["studio"]}
        data-reading={reading}
        data-translating={original !== null || undefined}
        onDragOver={(event) => event.preventDefault()}
        onDrop={onDrop}
      >
        <div className={styles["side"]}>
          <Tools
            draft={draft}
            title={titleIn(draft.text)}
            reading={reading}
            onReading={setReading}
            onFile={(file) => void openFile(file)}
            onInsert={insert}
          />
          <Refused problem={draft.problem} />
          <Working {...compiling} />
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
            <EditorKeys />
            {ready && (
              <Problems diagnostics={checked.diagnostics} onGo={goToProblem} onFix={applyFix} />
            )}
          </Written>
        </div>
        {ready && (
          <Beside
            original={reading ? null : original}
            checked={checked}
            line={reading ? null : line}
            onLine={(wanted) => {
              const at = positionOf(draft.text, wanted);
              editor.current?.reveal(at, at, false);
              setLine(wanted);
            }}
            onText={(text, instead) => replaceIn(editor.current, draft.text, text, instead)}
          />
        )}
      </div>
    </>
  );
}

function insertInto(editor: EditorHandle | null, text: string, example: string): void {
  const { edit, block } = insertion(text, editor?.position() ?? text.length, example);
  editor?.replace(edit.from, edit.to, edit.insert);
  editor?.reveal(block.from, block.to, true);
}

function replaceIn(editor: EditorHandle | null, text: string, old: string, instead: string): void {
  const from = text.indexOf(old);
  if (from >= 0) editor?.replace(from, from + old.length, instead);
}

interface BesideProps extends Pick<OriginalProps, "checked" | "line" | "onText"> {
  readonly original: string | null;
  readonly onLine: (line: number) => void;
}

/** Beside the text: what it becomes, or what it translates. */
function Beside({ original, checked, line, onLine, onText }: BesideProps) {
  return original === null ? (
    <Preview checked={checked} line={line} onLine={onLine} />
  ) : (
    <Original source={original} checked={checked} line={line} onStep={onLine} onText={onText} />
  );
}

interface NewFileProps {
  readonly file: Found;
  readonly idFor: (path: string) => string;
  readonly onInsert: (text: string) => void;
  readonly onClose: () => void;
}

function NewFile({ file, ...rest }: NewFileProps) {
  return "arrays" in file ? (
    <NewArrays file={file} {...rest} />
  ) : (
    <NewPicture picture={file} {...rest} />
  );
}

type Found = Prepared | PreparedArrays;

/** What a file of the lesson's own is, made fit; null where it is no such file. */
async function ownFile(
  file: File,
  taken: Draft["files"],
): Promise<Found | { readonly problem: string } | null> {
  if (file.type.startsWith("image/"))
    return (await import("../../course/prepare-picture")).preparePicture(file, taken);
  if (!isDataFile(file.name.toLowerCase())) return null;
  return (await import("../../course/prepare-array")).prepareArrays(file, taken);
}

/** A lesson that is opened takes the draft's place; another file waits for its description. */
function useOpening(draft: Draft) {
  const [found, setFound] = useState<Found | null>(null);
  const openFile = async (file: File): Promise<void> => {
    const made = await ownFile(file, draft.files);
    if (made !== null) {
      if ("problem" in made) draft.refuse(made.problem);
      else setFound(made);
      return;
    }
    const { readLesson } = await import("../../course/lesson-file");
    const result = await readLesson(file);
    if ("problem" in result) draft.refuse(result.problem);
    else draft.open(result.text, result.files);
  };
  const onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void openFile(file);
  };
  return { found, setFound, openFile, onDrop };
}

/**
 * The half that one writes in. It comes when it is first wanted, and then stays: what was written
 * can be undone after reading.
 */
function Written({
  reading,
  children,
}: {
  readonly reading: boolean;
  readonly children: ReactNode;
}) {
  const [wanted, setWanted] = useState(!reading);
  if (!reading && !wanted) setWanted(true);
  return (
    <div className={styles["write"]} hidden={reading}>
      {wanted ? children : null}
    </div>
  );
}

function EditorKeys() {
  return (
    <p className={styles["keys"]}>
      {rich(
        "<key>Esc</key> <key>Tab</key> leaves, <key>Ctrl Space</key> completes, <key>F8</key> next mistake, <key>Ctrl F</key> searches",
        { key: asKey },
      )}
    </p>
  );
}

function asKey(words: ReactNode): ReactNode {
  return <kbd dir="ltr">{words}</kbd>;
}

/** Why a file was not opened; nothing where it was. */
function Refused({ problem }: { readonly problem: string }) {
  if (problem === "") return null;
  return (
    <p role="alert" className={styles["refused"]}>
      {t("{problem} What you were writing is as it was.", { problem })}
    </p>
  );
}
