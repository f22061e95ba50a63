/** Leads to where this network can be trained, or says why it cannot. */
import { t } from "../../language/words";
import type { NetworkSpec } from "../../../engine/graph/spec";
import styles from "./shorthand.module.css";
import { trainable, trainingAddress } from "./trainable";

export function TrainLink({ network }: { readonly network: NetworkSpec }) {
  const made = trainable(network);
  return (
    <p className={styles["codeFoot"]}>
      {"problem" in made ? (
        t("It cannot be trained on digits. {problem}", { problem: made.problem })
      ) : (
        <a href={trainingAddress(made)}>{t("Train this network on pictures of 28×28")}</a>
      )}
    </p>
  );
}
