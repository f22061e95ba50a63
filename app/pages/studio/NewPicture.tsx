/**
 * A picture that was dropped or chosen: what it shows is asked for before it stands in the text.
 */
import { asCode, rich } from "../../language/rich";
import { t } from "../../language/words";
import { type ReactNode, useState } from "react";
import { pictureAddresses } from "../../course/own-files";
import type { Prepared } from "../../course/prepare-picture";
import { Dialog } from "../../shell/Dialog";
import { TextInput } from "../../shell/TextInput";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./studio.module.css";

/** Signs that would end the description or the tag in the text. */
const SIGNS = /[[\]{}\n\\]/g;
const LONGEST = 300;

/** Words that may stand in a tag's quotes and between brackets. */
export function plainWords(text: string): string {
  return text.replaceAll(SIGNS, " ").replaceAll('"', "”").trim();
}

interface NewPictureProps {
  readonly picture: Prepared;
  readonly idFor: (path: string) => string;
  readonly onInsert: (text: string) => void;
  readonly onClose: () => void;
}

export function NewPicture({ picture, idFor, onInsert, onClose }: NewPictureProps): ReactNode {
  const { path, bytes, width, height } = picture;
  const [shows, setShows] = useState("");
  const [credit, setCredit] = useState("");
  const [address] = useState(() => pictureAddresses(new Map([[path, bytes]]))[path]);
  const [alt, made] = [plainWords(shows), plainWords(credit)];
  const inFigure = (): void => {
    const tag = `{% figure id="${idFor(path)}" kind="photo-filter" photo="${path}" alt="${t("{alt}, and what a filter makes of it", { alt })}"`;
    onInsert(made === "" ? `${tag} /%}` : `${tag} %}\n${made}\n{% /figure %}`);
  };
  return (
    <Dialog title={t("A picture for the lesson")} onClose={onClose}>
      <form
        className={styles["picture"]}
        onSubmit={(event) => {
          event.preventDefault();
          onInsert(`![${alt}](${path})${made === "" ? "" : `\n\n*${made}*`}`);
        }}
      >
        <img src={address} alt="" />
        <p>
          {rich(
            "{width} × {height} pixels, {size} KB. It travels in the lesson’s file as <code>{path}</code>.",
            { width, height, size: Math.ceil(bytes.length / 1000), path, code: asCode },
          )}
        </p>
        <TextInput
          label={t("What it shows, for those who do not see it")}
          required
          maxLength={LONGEST}
          value={shows}
          onText={setShows}
        />
        <TextInput
          label={t("Who made it, and its licence (shown below it)")}
          maxLength={LONGEST}
          value={credit}
          onText={setCredit}
        />
        <p className={styles["choices"]}>
          <Button type="submit" primary disabled={alt === ""}>
            {t("Put it into the text")}
          </Button>
          <Button disabled={alt === ""} onClick={inFigure}>
            {t("Put it into a figure")}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
