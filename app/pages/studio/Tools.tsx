/** New, open, save, share, print, insert: what one does with a lesson besides writing it. */
import { useState } from "react";
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
const LINK: Readonly<Record<Shared, string>> = {
  "lesson/own": "link for readers",
  studio: "link to edit",
};

function saidOf(page: Shared, link: string): string {
  const size = `The ${LINK[page]} is copied: ${counted(link.length)} characters, with the whole lesson inside.`;
  if (link.length <= SAFE_LINK) return size;
  return `${size} Some mail programs and learning platforms cut links longer than ${counted(SAFE_LINK)} characters: test it there, or send the saved file, which opens from the start page.`;
}

export function Tools({ draft, title, reading, onReading, onFile, onInsert }: ToolsProps) {
  const [said, setSaid] = useState("");
  const shown = filesIn(draft.text).filter((path) => draft.files.has(path));
  const share = async (page: Shared): Promise<void> => {
    setSaid("");
    if (shown.length > 0)
      return setSaid(
        "A link cannot hold pictures or files of numbers. Send the saved file; it opens on the start page.",
      );
    const text = page === "studio" ? draft.text : forReaders(draft.text);
    const link = linkTo(`#/${page}?lesson=${await pack(text)}`, NO_PREFERENCES);
    const copied = await copyText(link);
    setSaid(copied ? saidOf(page, link) : link);
  };
  const name = idIn(draft.text) ?? "lesson";
  const save = async (): Promise<void> => {
    if (shown.length === 0) return saveText(`${name}.mdoc`, draft.text, "text/plain");
    const { lessonPackage } = await import("../../course/lesson-file");
    saveBytes(`${name}.convlab`, lessonPackage(title, draft.text, draft.files));
  };
  return (
    <div className={styles["tools"]}>
      <button type="button" className="button primary" onClick={() => onReading(!reading)}>
        {reading ? "Write" : "Read it"}
      </button>
      <label className={styles["insert"]}>
        <span className="hidden-text">Insert</span>
        <select
          value=""
          disabled={reading}
          onChange={(event) =>
            onInsert(
              TAGS[event.target.value]?.example
                .replaceAll("FIGURE", "conv")
                .replaceAll("c1.TENSOR", "c1.y[0][0]") ?? "",
            )
          }
        >
          <option value="" disabled>
            Insert …
          </option>
          {PALETTE.map((tag) => (
            <option key={tag.name} value={tag.name}>
              {tag.name}: {tag.summary.split(".")[0]}
            </option>
          ))}
        </select>
      </label>
      <FileButton label="A lesson file" accept={`${LESSON_FILES},.convlab`} onFile={onFile}>
        Open a file
      </FileButton>
      <FileButton
        label="A picture or numbers"
        accept="image/*,.npy,.safetensors"
        disabled={reading}
        onFile={onFile}
      >
        Add a picture or numbers
      </FileButton>
      <button type="button" className="button" onClick={() => void save()}>
        Save “{title.slice(0, 24)}”
      </button>
      <button type="button" className="button" onClick={() => void share("lesson/own")}>
        Copy a {LINK["lesson/own"]}
      </button>
      <button type="button" className="button" onClick={() => void share("studio")}>
        Copy a {LINK.studio}
      </button>
      <button type="button" className="button" onClick={() => draft.open(STARTER)}>
        New
      </button>
      <Translate onOpen={draft.open} />
      {draft.before !== null && (
        <button type="button" className="button" onClick={draft.bringBack}>
          Bring back the one before
        </button>
      )}
      <output className={styles["said"]}>{said}</output>
    </div>
  );
}
