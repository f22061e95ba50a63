/** The calls of a program that compute a head's loss and its gradient. */
import { check } from "../core/errors";
import { ops } from "../ops";
import type { Compilation } from "./compile";
import type { Head } from "./heads";
import type { OpDefinition } from "../core/op";
import type { TensorId } from "./program";

/** The op of the loss, and the tensor that a head gives it. */
function lossBehind(
  { builder, options }: Compilation,
  head: Head,
): { readonly kind: string; readonly definition: OpDefinition; readonly logits: TensorId } {
  const kind = options.training?.loss ?? "cross_entropy";
  const definition = ops[kind];
  check(definition !== undefined, "unsupported", `there is no loss ${kind}`);
  return { kind, definition, logits: builder.find(head.tensor) ?? -1 };
}

/** Writes the forward pass of a head's loss; returns the tensor of the loss, shape [1]. */
export function addLoss(
  compilation: Compilation,
  phase: "train" | "evaluate",
  head: Head,
  name: string,
): TensorId {
  const { builder, network } = compilation;
  const { kind, definition, logits } = lossBehind(compilation, head);
  const shape = builder.shapeOf(logits);
  const tensors: Record<string, TensorId> =
    kind === "mse"
      ? { prediction: logits, target: targetOf(builder, shape) }
      : { logits, labels: builder.find("labels") ?? -1 };
  const shapes = Object.fromEntries(
    Object.entries(tensors).map(([slot, id]) => [slot, builder.shapeOf(id)]),
  );
  const attributes = definition.normalise({ reduction: "mean" });
  const { y, ...saved } = definition.shapes(shapes, attributes);
  const loss = builder.tensor(name, y, "result", { node: "loss" });
  for (const [slot, extent] of Object.entries(saved)) {
    tensors[slot] = builder.tensor(
      `${name}.${slot}`,
      extent,
      phase === "train" ? "scratch" : "result",
      { node: "loss" },
    );
  }
  builder.call(phase, kind, "forward", name, { ...tensors, y: loss }, attributes);
  check(network.layers.length > 0, "spec", "the network has no layers");
  return loss;
}

function targetOf(builder: Compilation["builder"], shape: readonly number[]): TensorId {
  return builder.find("target") ?? builder.tensor("target", shape, "input", { node: "input" });
}

/**
 * Writes the backward pass of a head's loss; returns the gradient of the loss by the head's output.
 */
export function addLossGradient(compilation: Compilation, head: Head, name: string): TensorId {
  const { builder } = compilation;
  const { kind, definition, logits } = lossBehind(compilation, head);
  const slot = kind === "mse" ? "prediction" : "logits";
  const dy = builder.tensor(`${head.name}.dy`, [1], "scratch", { node: "loss" });
  builder.call("train", "fill", "reduce", "loss", { into: dy }, { value: head.weight });
  const into = builder.tensor(name, builder.shapeOf(logits), "gradient", { node: head.logits });
  const tensors: Record<string, TensorId> = { dy, [`d${slot}`]: into };
  const available: Record<string, TensorId | undefined> = {
    [slot]: logits,
    labels: builder.find("labels"),
    target: builder.find("target"),
    y: builder.find(head.name),
  };
  const wanted = [...definition.keeps, ...(definition.saved ?? []).map((item) => item.name)];
  for (const item of wanted) {
    const id = available[item] ?? builder.find(`${head.name}.${item}`);
    if (id !== undefined) tensors[item] = id;
  }
  builder.call(
    "train",
    kind,
    "backward",
    head.name,
    tensors,
    definition.normalise({ reduction: "mean" }),
  );
  return into;
}
