/**
 * The network as it can be trained on pictures of 28×28 with ten classes: the same layers on
 * another picture, without a softmax at the end: the loss has one.
 */
import { echo, t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { writeParameters, writeState } from "../../shell/codec";

const PICTURE = [1, 28, 28];
const CLASSES = 10;

/** The form of the training figure's state that the link is written in. */
const FORM = 2;

export function trainable(network: NetworkSpec): NetworkSpec | { readonly problem: string } {
  const layers = network.layers.filter(({ op }, at) => op !== "softmax" || at === 0);
  const spec = { ...network, input: PICTURE, layers };
  try {
    const { shape } = networkShapes(spec).output;
    return shape.length === 1 && shape[0] === CLASSES
      ? spec
      : {
          problem: t("It ends in {shape}; ten classes need ten numbers.", {
            shape: shape.join("×"),
          }),
        };
  } catch (problem) {
    if (!(problem instanceof LabError)) throw problem;
    return {
      problem: t("On a picture of 28×28 it does not fit: {message}.", {
        message: echo(problem.message),
      }),
    };
  }
}

/** The step where it is trained, with this network. */
export function trainingAddress(spec: NetworkSpec): string {
  const state = writeState("mine", { network: JSON.stringify(spec) }, { network: "" }, FORM);
  return `#/lesson/convnet/own?${writeParameters(state)}`;
}
