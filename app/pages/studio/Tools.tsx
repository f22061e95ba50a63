/** New, open, save, share, print, insert: what one does with a lesson besides writing it. */
import { t, word } from "../../language/words";
import { type ReactNode, useState } from "react";
import { Button } from "../../figures/marks/controls/Button";
import { FileButton } from "../../figures/marks/controls/FileButton";
import { TAGS } from "../../lesson/language/schema";
import { copyText, saveBytes, saveText } from "../../shell/copy";
import { linkTo, NO_PREFERENCES } from "../../shell/address";
import { filesIn } from "../../course/own-files";
import { forReaders, idIn, LESSON_FILES, pack } from "../../course/lesson-text";
import { STARTER } from "./starter";
import styles from "./studio.module.css";
import { Translate } from "./Translate";
import type { Draft } from "./useDraft";
import { counted } from "../../language/numerals";

interface ToolsProps {
  readonly draft: Draft;
  readonly title: string;
  readonly reading: boolean;
  readonly onReading: (reading: boolean) => void;
  readonly onFile: (file: File) => void;
  readonly onInsert: (block: string) => void;
}

/** Tags that stand in a step by themselves; their examples name a figure that exists. */
const PALETTE = Object.values(TAGS).filter(
  (tag) => tag.inside.includes("step") && tag.name !== "step",
);

/** Mail programs and learning platforms cut longer links without a word. */
const SAFE_LINK = 2000;

type Shared = "lesson/own" | "studio";

/** The message names the link, so that the message of one is never taken for the other's. */
function saidOf(page: Shared, link: string): string {
  const characters = counted(link.length);
  const size =
    page === "studio"
      ? t("The link to edit is copied: {characters} characters, with the whole lesson inside.", {
          characters,
        })
      : t(
          "The link for readers is copied: {characters} characters, with the whole lesson inside.",
          { characters },
        );
  if (link.length <= SAFE_LINK) return size;
  return `${size} ${t("Some mail programs and learning platforms cut links longer than {most} characters: test it there, or send the saved file, which opens from the start page.", { most: counted(SAFE_LINK) })}`;
}

/** What to say of it: where it cannot be copied, the link itself. */
async function copyLink(page: Shared, text: string): Promise<string> {
  const lesson = await pack(page === "studio" ? text : forReaders(text));
  const link = linkTo(`#/${page}?lesson=${lesson}`, NO_PREFERENCES);
  return (await copyText(link)) ? saidOf(page, link) : link;
}

export function Tools({ draft, title, reading, onReading, onFile, onInsert }: ToolsProps) {
  const [said, setSaid] = useState("");
  const shown = filesIn(draft.text).filter((path) => draft.files.has(path));
  const share = async (page: Shared): Promise<void> => {
    setSaid("");
    setSaid(
      shown.length === 0
        ? await copyLink(page, draft.text)
        : t(
            "A link cannot hold pictures or files of numbers. Send the saved file; it opens on the start page.",
          ),
    );
  };
  const name = idIn(draft.text) ?? "lesson";
  const save = async (): Promise<void> => {
    if (shown.length === 0) return saveText(`${name}.mdoc`, draft.text, "text/plain");
    const { lessonPackage } = await import("../../course/lesson-file");
    saveBytes(`${name}.convlab`, lessonPackage(title, draft.text, draft.files));
  };
  return (
    <div className={styles["tools"]}>
      <Button primary onClick={() => onReading(!reading)}>
        {reading ? t("Write") : t("Read it")}
      </Button>
      <Insert disabled={reading} onInsert={onInsert} />
      <FileButton label="A lesson file" accept={`${LESSON_FILES},.convlab`} onFile={onFile}>
        {t("Open a file")}
      </FileButton>
      <FileButton
        label={t("A picture, numbers, a data set or weights")}
        accept="image/*,.npy,.npz,.safetensors,.zip,.csv"
        disabled={reading}
        onFile={onFile}
      >
        {t("Add a picture or data")}
      </FileButton>
      <Button onClick={() => void save()}>
        {t("Save “{title}”", { title: title.slice(0, 24) })}
      </Button>
      <Button onClick={() => void share("lesson/own")}>{t("Copy a link for readers")}</Button>
      <Button onClick={() => void share("studio")}>{t("Copy a link to edit")}</Button>
      <Button onClick={() => draft.open(STARTER)}>{t("New")}</Button>
      <Translate onOpen={draft.open} />
      {draft.before !== null && (
        <Button onClick={draft.bringBack}>{t("Bring back the one before")}</Button>
      )}
      <output className={styles["said"]}>{said}</output>
    </div>
  );
}

/** An example of each tag, to be put into the text. */
function Insert({
  disabled,
  onInsert,
}: Pick<ToolsProps, "onInsert"> & { readonly disabled: boolean }): ReactNode {
  return (
    <label className={styles["insert"]}>
      <span className="hidden-text">{t("Insert")}</span>
      <select
        value=""
        disabled={disabled}
        onChange={(event) =>
          onInsert(
            TAGS[event.target.value]?.example
              .replaceAll("FIGURE", "conv")
              .replaceAll("c1.TENSOR", "c1.y[0][0]") ?? "",
          )
        }
      >
        <option value="" disabled>
          {t("Insert …")}
        </option>
        {PALETTE.map((tag) => (
          <option key={tag.name} value={tag.name}>
            {tag.name}: {word(tag.summary).split(/[.。]/)[0]}
          </option>
        ))}
      </select>
    </label>
  );
}
