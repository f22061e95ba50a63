/** Leads to where this network can be trained, or says why it cannot. */
import type { NetworkSpec } from "../../../engine/graph/spec";
import styles from "./shorthand.module.css";
import { trainable, trainingAddress } from "./trainable";

export function TrainLink({ network }: { readonly network: NetworkSpec }) {
  const made = trainable(network);
  return (
    <p className={styles["codeFoot"]}>
      {"problem" in made ? (
        `It cannot be trained on digits. ${made.problem}`
      ) : (
        <a href={trainingAddress(made)}>Train this network on pictures of 28×28</a>
      )}
    </p>
  );
}
