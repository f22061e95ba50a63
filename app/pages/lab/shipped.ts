/** The weights that came with the page, for the network that they belong to. */
import { t } from "../../language/words";
import { classesOf } from "../../../engine/data/dataset";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { lenet5 } from "../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../engine/graph/shapes";
import { SHIPPED } from "../../runs/shipped-weights";
import { type Project, stored } from "./project";

/** Does nothing where they cannot be fetched: the network then has first weights. */
export async function withShippedWeights(
  amend: (next: (now: Project) => Project) => void,
): Promise<void> {
  const answer = await fetch(new URL(SHIPPED, document.baseURI)).catch(() => null);
  if (answer === null || !answer.ok) return;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const weights = stored(readSafetensors(bytes), networkShapes(lenet5()));
  amend((now) =>
    now.spec.name !== "lenet5" || now.weights.size > 0
      ? now
      : {
          ...now,
          weights,
          trained: t("trained on handwritten digits"),
          classes: classesOf("mnist"),
        },
  );
}
