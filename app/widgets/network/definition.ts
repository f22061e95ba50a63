/** Any network: step through any of its tensors, forwards, backwards and through one update. */
import { t } from "../../language/words";
import { layersList } from "../../../engine/code/write/scripts/network";
import { walked } from "../../explorer/preset";
import { numbersOf } from "../../explorer/setup";
import { spokenName } from "../../explorer/names";
import { spoken } from "../../figures/describe/number";
import { movedOf } from "./moved";
import { problems } from "./problems";
import { setupOf } from "./setup";
import { fields, type NetworkState } from "./state";

const walk = walked(setupOf);

export const network = fields.widget({
  name: "network",
  title: "Any number of a network",
  summary:
    "A network in one line or by name: where any of its numbers comes from, who uses it, its gradient and its update.",
  ...walk,
  problems,
  describe,
  torch: (state) => layersList(numbersOf(setupOf(state)).network),
});

export const { stepText } = walk;

function describe(state: NetworkState): string {
  const setup = setupOf(state);
  const numbers = numbersOf(setup);
  const layers = numbers.network.layers.map(({ name }) => name).join(", ");
  return t("A network with the layers {layers}.{bars} Shown: {spokenName}. {step}", {
    layers,
    bars: barsText(state),
    spokenName: spokenName(numbers, setup.view.of),
    step: stepText(state),
  });
}

/** The bars in words, where there are some. */
function barsText(state: NetworkState): string {
  const moved = state.look === "numbers" ? null : movedOf(state);
  if (moved === null) return "";
  const list = (values: readonly number[]): string => values.map(spoken).join(", ");
  const { values, gradient, results, isShared, loss } = moved;
  return [
    t(" Bars: {values}.", { values: list(values) }),
    ...(results === null
      ? []
      : [`${isShared ? t("Probabilities") : t("Outputs")}: ${list(results.values)}.`]),
    ...(gradient === null ? [] : [t("Gradients: {values}.", { values: list(gradient.values) })]),
    ...(loss === null ? [] : [t("Loss: {loss}.", { loss: spoken(loss) })]),
  ].join(" ");
}
