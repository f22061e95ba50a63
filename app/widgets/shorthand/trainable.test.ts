/** The link to where a network is trained opens the training figure with this network. */
import { expect, test } from "vitest";
import { linkedState } from "../../lesson/runtime/linked-state";
import { parseAddress } from "../../shell/address";
import { definitions } from "../definitions";
import { trainable, trainingAddress } from "./trainable";

const figure = definitions["training"]?.definition;

/** What the link makes of the figure that stands in the step. */
function opened(address: string): Readonly<Record<string, unknown>> {
  if (figure === undefined) throw new Error("there is no figure of training");
  const { parameters } = parseAddress("", address);
  const { state, refused } = linkedState("mine", parameters, figure.initial({}), figure);
  expect(refused).toEqual([]);
  return { ...state };
}

const conv = { name: "conv1", op: "conv2d", out_channels: 2, kernel_size: 3 } as const;
const flat = { name: "flatten", op: "flatten" } as const;

test("a network that ends in ten numbers is trained on pictures of 28×28, without its softmax", () => {
  const dense = { name: "fc1", op: "linear", out_features: 10 } as const;
  const made = trainable({
    format: 1,
    name: "own",
    input: [3, 39, 39],
    layers: [conv, flat, dense, { name: "softmax", op: "softmax" }],
  });
  expect(made).toEqual({ format: 1, name: "own", input: [1, 28, 28], layers: [conv, flat, dense] });
  if ("problem" in made) throw new Error(made.problem);
  expect(JSON.parse(String(opened(trainingAddress(made))["network"]))).toEqual(made);
});

test("a network that does not fit says why", () => {
  expect(trainable({ format: 1, name: "own", input: [1, 28, 28], layers: [conv, flat] })).toEqual({
    problem: "It ends in 1352; ten classes need ten numbers.",
  });
});
