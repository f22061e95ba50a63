/** The next of the held-out handwritten digits under a trained layer. */
import { t } from "../../language/words";
import { useState } from "react";
import { encode } from "../../pictures/drawing/picture";
import type { WidgetProps } from "../widget";
import styles from "./volume.module.css";
import { Button } from "../../figures/marks/controls/Button";
import type { VolumeState } from "./state";

export function AnotherDigit({
  state,
  change,
  locked,
}: Pick<WidgetProps<VolumeState>, "state" | "change" | "locked">) {
  const [next, setNext] = useState(0);
  const [said, setSaid] = useState("");
  const load = async (): Promise<void> => {
    const { heldOut } = await import("../../pictures/held-out");
    const { pixels } = await heldOut(next);
    setNext(next + 1);
    change({ ...state, picture: encode(pixels) });
  };
  return (
    <span className={styles["field"]}>
      <Button
        disabled={locked.has("digit")}
        onClick={() =>
          void load().then(
            () => setSaid(""),
            () =>
              setSaid(
                t("The test digits could not be loaded. Check the connection, then try again."),
              ),
          )
        }
      >
        {t("Another digit")}
      </Button>
      <output>{said}</output>
    </span>
  );
}
