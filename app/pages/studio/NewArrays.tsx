/** A file of numbers that was dropped or chosen: which figure takes it. */
import { Button } from "../../figures/marks/controls/Button";
import { t } from "../../language/words";
import { asCode, rich } from "../../language/rich";
import { type ReactNode, useId, useMemo, useState } from "react";
import type { PreparedArrays } from "../../course/prepare-array";
import { Dialog } from "../../shell/Dialog";
import { TextInput } from "../../shell/TextInput";
import { widgets } from "../../widgets";
import { type ArrayOffer, offersOf } from "./array-offers";
import styles from "./studio.module.css";
import { plainWords } from "./NewPicture";

interface NewArraysProps {
  readonly file: PreparedArrays;
  readonly idFor: (path: string) => string;
  readonly onInsert: (text: string) => void;
  readonly onClose: () => void;
}

export function NewArrays({ file, idFor, onInsert, onClose }: NewArraysProps): ReactNode {
  const { path, bytes, arrays } = file;
  const offers = useMemo(() => offersOf(path, bytes, arrays, widgets), [path, bytes, arrays]);
  const [chosen, setChosen] = useState(0);
  const [shows, setShows] = useState("");
  const field = useId();
  const offer = offers[chosen];
  return (
    <Dialog title={t("Data for the lesson")} onClose={onClose}>
      <form
        className={styles["picture"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (offer !== undefined) onInsert(tagOf(offer, idFor(path), plainWords(shows)));
        }}
      >
        <p>{described(file)}</p>
        {offer === undefined ? (
          <p role="note">
            {t(
              "No figure takes an array of this shape ({shape}). A convolution takes inputs up to 16×16 and filters up to 7×7; a layer over channels takes inputs up to 12×12×12. The tag reference names the limits of every figure.",
              { shape: arrays[0]?.shape.join("×") ?? "" },
            )}
          </p>
        ) : (
          <>
            <label htmlFor={field}>{t("What it becomes")}</label>
            <select
              id={field}
              value={chosen}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            >
              {offers.map(({ title }, at) => (
                <option key={title} value={at}>
                  {title}
                </option>
              ))}
            </select>
            <TextInput
              label={t("What the figure shows, for those who do not see it")}
              required
              maxLength={300}
              value={shows}
              onText={setShows}
            />
            <Button type="submit" primary disabled={plainWords(shows) === ""}>
              {t("Put the figure into the text")}
            </Button>
          </>
        )}
      </form>
    </Dialog>
  );
}

function described({ path, bytes, arrays }: PreparedArrays): ReactNode {
  const known = { size: Math.ceil(bytes.length / 1000), path, code: asCode };
  return arrays.length === 0
    ? rich(
        "Pictures to learn from, {size} KB. They travel in the lesson’s file as <code>{path}</code>.",
        known,
      )
    : rich(
        "{count, plural, one {An array} other {# tensors}}, {size} KB. It travels in the lesson’s file as <code>{path}</code>.",
        { ...known, count: arrays.length },
      );
}

function tagOf({ kind, property, value, more }: ArrayOffer, id: string, alt: string): string {
  const rest = more === undefined ? "" : ` ${more}`;
  return `{% figure id="${id}" kind="${kind}" ${property}="${value}"${rest} alt="${alt}" /%}`;
}
