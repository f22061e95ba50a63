/**
 * `#/studio`: write a lesson and see it at once; open one from a file, a drag or a link. Everything
 * stays on this device. A mistake boxes its block, is underlined in the text and listed with its
 * line; the rest of the lesson lives.
 */
import { LANGUAGES } from "../../language/languages";
import { t } from "../../language/words";
import { type DragEvent, useCallback, useState } from "react";
import { Header } from "../../shell/Header";
import { useTitle } from "../../shell/useTitle";
import { isDataFile } from "../../widgets/fields/own-files";
import { NewArrays } from "./NewArrays";
import { NewPicture } from "./NewPicture";
import { Original, type OriginalProps } from "./Original";
import { Preview } from "./Preview";
import { titleIn } from "../../course/lesson-text";
import type { PreparedArrays } from "../../course/prepare-array";
import type { Prepared } from "../../course/prepare-picture";
import { freeId } from "./array-offers";
import styles from "./studio.module.css";
import { Tools } from "./Tools";
import { Working } from "./Working";
import { Written } from "./Written";
import { useCompiled } from "./useCompiled";
import { useEditing } from "./useEditing";
import { useOriginal } from "./useOriginal";
import { type Draft, useDraft } from "./useDraft";

export function Studio() {
  const [reading, setReading] = useState(false);
  const draft = useDraft(useCallback(() => setReading(true), []));
  const { original, files } = useOriginal(draft);
  const compiling = useCompiled(draft.text, files);
  const { checked, ready } = compiling;
  const editing = useEditing(draft.text);
  const { found, setFound, openFile, onDrop } = useOpening(draft);
  useTitle(ready ? `${checked.doc.title} · ${t("Studio")} · ConvLab` : null);
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
            editing.insert(text);
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
            onInsert={editing.insert}
          />
          <Refused problem={draft.problem} />
          <Working {...compiling} />
          <Written reading={reading} draft={draft} compiling={compiling} editing={editing} />
        </div>
        {ready && (
          <Beside
            original={reading ? null : original}
            checked={checked}
            line={reading ? null : editing.line}
            onLine={editing.goToLine}
            onText={editing.replaceText}
          />
        )}
      </div>
    </>
  );
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

/** Why a file was not opened; nothing where it was. */
function Refused({ problem }: { readonly problem: string }) {
  if (problem === "") return null;
  return (
    <p role="alert" className={styles["refused"]}>
      {t("{problem} What you were writing is as it was.", { problem })}
    </p>
  );
}
