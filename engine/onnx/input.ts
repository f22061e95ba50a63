/** The one input of the graph: its axes, its batch, and how the engine reads it. */
import { check, LabError } from "../core/errors";
import type { OnnxModel, OnnxNode, OnnxValue } from "../data/formats/onnx/model";
import { shown } from "../data/formats/onnx/words";
import { wholes } from "./node";
import { type Activation, plain } from "./values";

/**
 * Stands for a batch of any size in the shapes that the graph computes with: a prime number, so
 * that no product of other axes is taken for it.
 */
const ANY_BATCH = 1_000_003;
const FLOATS: readonly number[] = [1, 10, 11, 16];

export interface InputPlan {
  readonly name: string;
  readonly value: Activation;
  /** N batch, C channels, H rows, W columns, F features. */
  readonly layout: "NCHW" | "NHWC" | "NHW" | "NF";
  readonly batch: number;
  readonly isOpen: boolean;
}

export function planInput(model: OnnxModel, needed: readonly OnnxNode[]): InputPlan {
  const used = new Set(needed.flatMap((node) => node.inputs));
  const inputs = model.inputs.filter(({ name }) => used.has(name) || model.inputs.length === 1);
  const [input] = inputs;
  check(input !== undefined, "format", "the graph has no input: all its numbers are in the file");
  check(
    inputs.length === 1,
    "unsupported",
    `the graph has ${inputs.length} inputs: ${inputs.map(({ name }) => shown(name)).join(", ")}`,
    "Networks that read one picture are read; cut the graph to one input.",
  );
  const name = shown(input.name);
  check(
    FLOATS.includes(input.type),
    "unsupported",
    `the input ${name} is not of floats (ONNX type ${input.type})`,
    "Export the network so that it takes a float picture; text and labels as input are not read.",
  );
  const { axes, batch, isOpen } = axesOf(input);
  const { layout, value } = laidOut(input, axes, batch, isChannelsLast(input.name, needed));
  return { name: input.name, value, layout, batch, isOpen };
}

function axesOf(input: OnnxValue): {
  readonly axes: readonly number[];
  readonly batch: number;
  readonly isOpen: boolean;
} {
  const name = shown(input.name);
  const [first, ...rest] = input.axes ?? [];
  if (first === undefined)
    throw new LabError("unsupported", `the file does not say the shape of the input ${name}`, FIX);
  const axes = rest.map((axis, at) => {
    if (typeof axis === "number" && axis > 0) return axis;
    const word = typeof axis === "string" && axis !== "" ? shown(axis) : "open";
    throw new LabError("unsupported", `axis ${at + 1} of the input ${name} is ${word}`, FIX);
  });
  const isOpen = typeof first === "string" || first <= 0;
  return { axes, batch: isOpen ? ANY_BATCH : first, isOpen };
}

const FIX =
  "Only the batch may be open. Export with a picture of the real size, and dynamic_axes for axis 0 at most.";

function laidOut(
  { name }: OnnxValue,
  axes: readonly number[],
  batch: number,
  isLast: boolean,
): { readonly layout: InputPlan["layout"]; readonly value: Activation } {
  const [a = 1, b = 1, c = 1] = axes;
  switch (axes.length) {
    case 1:
      return { layout: "NF", value: plain("input", [a], batch) };
    case 2:
      return {
        layout: "NHW",
        value: { ...plain("input", [1, a, b], batch), view: [batch, a, b] },
      };
    case 3:
      if (!isLast) return { layout: "NCHW", value: plain("input", [a, b, c], batch) };
      return {
        layout: "NHWC",
        value: {
          ...plain("input", [c, a, b], batch),
          order: [1, 2, 0],
          view: [batch, a, b, c],
        },
      };
    default:
      throw new LabError(
        "unsupported",
        `the input ${shown(name)} has ${axes.length + 1} axes`,
        "Pictures [batch, channels, rows, columns] and features [batch, features] are read.",
      );
  }
}

const PASSING: ReadonlySet<string> = new Set([
  "Identity",
  "Cast",
  "Add",
  "Sub",
  "Mul",
  "Div",
  "Pad",
  "Relu",
  "Clip",
]);

/** The first thing that happens to the picture is that its channels move to the front. */
function isChannelsLast(input: string, needed: readonly OnnxNode[]): boolean {
  const reached = new Set([input]);
  for (const node of needed) {
    if (!node.inputs.some((name) => reached.has(name))) continue;
    if (node.op === "Transpose" && wholes(node, "perm")?.join() === "0,3,1,2") return true;
    if (PASSING.has(node.op)) for (const name of node.outputs) reached.add(name);
  }
  return false;
}
