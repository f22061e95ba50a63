/** New, open, save, share, print, insert: what one does with a lesson besides writing it. */
import { useRef, useState } from "react";
import { TAGS } from "../../lesson/language/schema";
import { copyText, saveText } from "../../shell/copy";
import { linkTo } from "../../shell/address";
import { pack } from "./share";
import { STARTER } from "./starter";
import styles from "./studio.module.css";
import type { Draft } from "./useDraft";

interface ToolsProps {
  readonly draft: Draft;
  readonly title: string;
  readonly reading: boolean;
  readonly onReading: (reading: boolean) => void;
  readonly onFile: (file: Blob) => void;
  readonly onInsert: (block: string) => void;
}

/** A shared lesson opens as its reader likes to look at things. */
const PLAIN = { theme: null, still: null, backend: null, seed: null };

/** Tags that stand in a step by themselves; their examples name a figure that exists. */
const PALETTE = Object.values(TAGS).filter((tag) => tag.inside.includes("step") && tag.name !== "step");

export function Tools({ draft, title, reading, onReading, onFile, onInsert }: ToolsProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const share = async (): Promise<void> => {
    const link = linkTo(`#/studio?lesson=${await pack(draft.text)}`, PLAIN);
    const copied = await copyText(link);
    setSaid(copied ? `The link is copied: ${link.length.toLocaleString("en")} characters, with the whole lesson inside.` : link);
  };
  const name = `${/^id:\s*([a-z0-9-]+)/m.exec(draft.text)?.[1] ?? "lesson"}.mdoc`;
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
            onInsert(TAGS[event.target.value]?.example.replaceAll("FIGURE", "conv").replaceAll("c1.TENSOR", "c1.y[0][0]") ?? "")
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
      <button type="button" className="button" onClick={() => chooser.current?.click()}>
        Open a file
      </button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".mdoc,.md,.txt,text/plain,text/markdown"
        aria-label="A lesson file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          event.target.value = "";
        }}
      />
      <button type="button" className="button" onClick={() => saveText(name, draft.text, "text/plain")}>
        Save “{title.slice(0, 24)}”
      </button>
      <button type="button" className="button" onClick={() => void share()}>
        Copy a link
      </button>
      <button type="button" className="button" onClick={() => draft.open(STARTER)}>
        New
      </button>
      {draft.before !== null && (
        <button type="button" className="button" onClick={draft.bringBack}>
          Bring back the one before
        </button>
      )}
      <output className={styles["said"]}>{said}</output>
    </div>
  );
}
