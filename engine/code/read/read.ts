/**
 * Model code -> NetworkSpec, in PyTorch or Keras as people write it: one layer, a Sequential, a
 * class with its forward pass, the functional API, a printed Sequential. The code is followed,
 * never run. What it does not say (PyTorch: the size of the picture) comes from the caller. Throws
 * LabError in the reader's words, with line and column.
 */
import type { Shape } from "../../core/shape";
import type { NetworkSpec } from "../../graph/spec";
import { LabError } from "../../core/errors";
import { Graph } from "./graph";
import { OtherInput, sizes } from "./input";
import { dialectOf } from "./names";
import { type Note, Notes } from "./notes";
import { parsePython } from "./parse";
import { pathsOf, rootOf } from "./root";
import { Runner } from "./run";
import { refusal } from "./refusal";
import { problemAt } from "./tokens";
import type { Training } from "./training";
import { type Module, NONE, type TensorValue, type Value } from "./values";

export interface ReadModel {
  readonly network: NetworkSpec;
  /** What was read and does not change the network. */
  readonly skipped: readonly Note[];
  /** What the code says about training. */
  readonly training: Training;
}

const MOST_INPUTS = 4;

/** `input` is [channels, height, width] of the picture at hand, or [features]. */
export function readModel(text: string, input: Shape): ReadModel {
  let picture = input;
  for (let tried = 0; ; tried++)
    try {
      return readOnce(text, picture);
    } catch (error) {
      // The parser counts how deep it is; thousands of signs in a row are deep as well.
      if (error instanceof RangeError)
        throw new LabError("limit", "This code is nested too deeply to be followed.");
      if (!(error instanceof OtherInput)) throw error;
      if (!error.input.every((extent) => Number.isInteger(extent) && extent >= 1))
        throw new LabError(
          "format",
          `The input of this code is said to be ${sizes(error.input)}: no extent can be less than 1.`,
        );
      if (tried >= MOST_INPUTS)
        throw new LabError(
          "format",
          "The layers of this code expect inputs that contradict each other.",
        );
      picture = error.input;
    }
}

export function readCode(text: string, input: Shape): NetworkSpec {
  return readModel(text, input).network;
}

function readOnce(text: string, picture: Shape): ReadModel {
  const notes = new Notes(text);
  const runner = new Runner(text, notes, picture, dialectOf(text));
  runner.run(parsePython(text));
  const root = rootOf(runner);
  const results = root.kind === "tensor" ? [root] : traced(runner, root, picture);
  const [first] = results;
  if (first === undefined || first.graph.isEmpty)
    throw new LabError("format", "There is no layer in this code.");
  const network = first.graph.spec(results);
  if (network.layers.length === 0) throw new LabError("format", "There is no layer in this code.");
  return { network, skipped: notes.all(), training: runner.training };
}

/** The model on an example that the code shows, or on the picture at hand. */
function traced(runner: Runner, root: Module, picture: Shape): readonly TensorValue[] {
  if (root.type === "sequential" && root.output !== undefined) return [root.output];
  runner.paths = pathsOf(root);
  const example = runner.examples.at(-1);
  if (example === undefined) return through(runner, root, picture, false);
  try {
    return through(runner, root, example.shape, true);
  } catch (error) {
    if (!(error instanceof LabError) || !example.graph.isEmpty) throw error;
    return through(runner, root, picture, false);
  }
}

function through(
  runner: Runner,
  root: Module,
  input: Shape,
  isGiven: boolean,
): readonly TensorValue[] {
  const graph = new Graph(runner.source, input, isGiven);
  const library = root.type === "object" || root.library === "PyTorch" ? "PyTorch" : "Keras";
  const result = runner.call(root, {
    at: root.at,
    callee: "the model",
    positional: [{ at: root.at, value: graph.start(isKeras(root) ? "Keras" : library) }],
    named: new Map(),
    isPrinted: false,
  });
  return tensorsOf(runner, result, root);
}

/** A class that builds on keras.Model sees images as rows, columns, channels. */
function isKeras(root: Module): boolean {
  return (
    root.type === "object" &&
    root.of.bases.some((base) => base.kind === "library" && /keras/.test(base.path))
  );
}

/** What a forward pass gives back: a tensor, or several of them in a tuple. */
function tensorsOf(runner: Runner, result: Value, root: Module): readonly TensorValue[] {
  if (result.kind === "tensor") return [result];
  const items = result.kind === "list" ? result.items.filter((one) => one !== NONE) : [result];
  return items.flatMap((one) => {
    if (one.kind === "tensor") return [one];
    if (one.kind === "none" && items.length > 1) return [];
    if (one.kind === "unknown") throw refusal(runner.source, one);
    throw problemAt(
      runner.source,
      root.at,
      "the forward pass does not give back a tensor of the network",
    );
  });
}
