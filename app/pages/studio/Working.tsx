/** Says that a draft takes long, or was given up; stays silent otherwise. */
import { t } from "../../language/words";
import type { Compiling } from "./useCompiled";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./studio.module.css";

export function Working({ state, stop, again }: Compiling) {
  if (state === "idle") return null;
  return (
    <output className={styles["refused"]}>
      {state === "long"
        ? t("This text takes long to read. ")
        : t("This text took too long to read, so it was given up. It is kept as it is. ")}
      <Button onClick={state === "long" ? stop : again}>
        {state === "long" ? t("Stop") : t("Try again")}
      </Button>
    </output>
  );
}
