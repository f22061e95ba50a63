/**
 * A picture that was held out, to be asked about: which one, what it is, and the way back to it.
 */
import { CornerDownLeft } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../../../language/words";
import { Button } from "../../../figures/marks/controls/Button";
import { Select } from "../../../figures/marks/controls/Select";
import { counted } from "../../../language/numerals";
import { NumberField } from "../../../figures/marks/number-field/NumberField";
import type { HeldOutSet } from "../held-out/sets";
import { numberedClass } from "./classes";
import type { PictureAsked } from "./usePictureAsked";
import styles from "./ask.module.css";

/** What was pressed to ask about a picture: the way back. */
export interface PressedAt {
  readonly element: HTMLElement;
}

interface HeldOutInputProps extends Pick<PictureAsked, "change" | "heldOut" | "heldSet"> {
  readonly sets: readonly HeldOutSet[];
  readonly pressed: PressedAt | null;
}

export function HeldOutInput(props: HeldOutInputProps): ReactNode {
  const { sets, heldSet, heldOut, change, pressed } = props;
  if (heldSet === null) return null;
  const { at, label, count, problem } = heldOut;
  const put = (set: string, place: number): void => change({ held: { set, at: place } });
  return (
    <>
      <div className={styles["row"]}>
        {sets.length > 1 && (
          <Select
            label={t("Set")}
            value={heldSet.value}
            options={sets}
            onChange={(value) => put(value, at)}
          />
        )}
        <NumberField
          label={t("Picture")}
          value={at}
          min={0}
          max={Math.max(0, count - 1)}
          whole
          onValue={(value) => put(heldSet.value, value)}
        />
      </div>
      {problem === "" ? (
        <p className="soft">
          {count === 0
            ? t("The pictures are being opened…")
            : t("Picture {at} of {count} held-out ones of {set}. It is of {name}.", {
                at: counted(at),
                count: counted(count),
                set: heldSet.title,
                name: numberedClass(heldSet.classes, label),
              })}
        </p>
      ) : (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <Back pressed={pressed} />
    </>
  );
}

/** Takes the reader here when a picture is chosen elsewhere, and back there. */
function Back({ pressed }: Pick<HeldOutInputProps, "pressed">): ReactNode {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (pressed === null) return;
    back.current?.focus({ preventScroll: true });
    back.current?.closest("[data-part]")?.scrollIntoView({ block: "start" });
  }, [pressed]);
  if (pressed === null) return null;
  return (
    <div className={styles["row"]}>
      <Button
        ref={back}
        onClick={() => {
          pressed.element.focus({ preventScroll: true });
          pressed.element.scrollIntoView({ block: "center" });
        }}
      >
        <CornerDownLeft aria-hidden size={17} /> {t("Back to where it was chosen")}
      </Button>
    </div>
  );
}
