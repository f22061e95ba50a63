/**
 * A small program written down call by call, with its backward calls derived: what a reference case
 * of one op, or of a block of ops, is run as. Every tensor has words of its own and can be written
 * and read by name.
 *
 * Gradients: `differentiate` walks the calls backwards; where a tensor feeds several calls, each
 * part has its own tensor and explicit accumulate calls add them up.
 */
import { check } from "../core/errors";
import type { Attributes, OpDefinition, RawAttributes } from "../core/op";
import { type Shape, size } from "../core/shape";
import type { Call, Program, TensorId, TensorPlan } from "../graph/program";
import { ops } from "../ops/index";

const ALIGN = 64;

type Tensors = Readonly<Record<string, TensorId>>;

export class Tape {
  private readonly plans: TensorPlan[] = [];
  private readonly forwards: {
    readonly op: OpDefinition;
    readonly node: string;
    readonly tensors: Tensors;
    readonly attributes: Attributes;
  }[] = [];
  private readonly calls: Call[] = [];
  private end = 0;

  /** A tensor; its name must be new. */
  tensor(
    name: string,
    shape: Shape,
    kind: TensorPlan["kind"] = "input",
    integer = false,
  ): TensorId {
    check(!this.plans.some((plan) => plan.name === name), "spec", `two tensors are called ${name}`);
    const id = this.plans.length;
    this.plans.push({ id, name, shape, kind, offset: this.end, integer });
    this.end += Math.max(1, Math.ceil(size(shape) / ALIGN)) * ALIGN;
    return id;
  }

  /**
   * Runs an op forward; gives its output. `inputs` are by slot name. Outputs are called `node.y`,
   * `node.argmax` …
   */
  apply(op: string, node: string, inputs: Tensors, raw: RawAttributes): TensorId {
    const definition = ops[op];
    check(definition !== undefined, "unknown-name", `there is no op ${op}`);
    const attributes = definition.normalise(raw);
    const shapes = definition.shapes(
      Object.fromEntries(Object.entries(inputs).map(([slot, id]) => [slot, this.shape(id)])),
      attributes,
    );
    const y = this.tensor(`${node}.y`, shapes.y, "activation");
    const saved = (definition.saved ?? []).map(({ name, integer }) => [
      name,
      this.tensor(`${node}.${name}`, shapes[name] ?? [], "activation", integer === true),
    ]);
    const tensors = { ...inputs, y, ...Object.fromEntries(saved) };
    this.calls.push({ op, pass: "forward", node, tensors, attributes });
    this.forwards.push({ op: definition, node, tensors, attributes });
    return y;
  }

  /** Adds a call that is not a layer. */
  call(op: string, pass: Call["pass"], tensors: Tensors, attributes: Attributes = {}): void {
    this.calls.push({ op, pass, node: op, tensors, attributes });
  }

  /**
   * Adds the backward calls that take the gradient of `output` (tensor `arriving`) to each of
   * `wanted`; gives their gradients by tensor. Throws "spec" when one cannot be reached.
   */
  differentiate(
    output: TensorId,
    arriving: TensorId,
    wanted: readonly TensorId[],
  ): ReadonlyMap<TensorId, TensorId> {
    const needed = this.onTheWay(new Set(wanted));
    const gradients = new Map<TensorId, TensorId>([[output, arriving]]);
    for (const [at, { op, node, tensors, attributes }] of [
      ...this.forwards.entries(),
    ].toReversed()) {
      const dy = tensors["y"] === undefined ? undefined : gradients.get(tensors["y"]);
      if (dy === undefined) continue;
      const out: Record<string, TensorId> = {};
      const parts: [TensorId, TensorId][] = [];
      for (const slot of op.inputs) {
        const input = tensors[slot.name];
        if (input === undefined || slot.constant === true || !needed.has(input)) continue;
        const gradient = this.tensor(`${node}.${at}.d${slot.name}`, this.shape(input), "gradient");
        out[`d${slot.name}`] = gradient;
        parts.push([input, gradient]);
      }
      if (parts.length === 0) continue;
      this.calls.push({
        op: op.name,
        pass: "backward",
        node,
        tensors: { ...keptBy(op, tensors, attributes), dy, ...out },
        attributes,
      });
      for (const [input, gradient] of parts) this.join(gradients, input, gradient);
    }
    for (const id of wanted)
      check(gradients.has(id), "spec", `no gradient reaches ${this.plans[id]?.name ?? id}`);
    return gradients;
  }

  private join(gradients: Map<TensorId, TensorId>, input: TensorId, part: TensorId): void {
    const into = gradients.get(input);
    if (into === undefined) gradients.set(input, part);
    else
      this.calls.push({
        op: "accumulate",
        pass: "reduce",
        node: "accumulate",
        tensors: { into, part },
        attributes: {},
      });
  }

  /** Tensors through which a gradient must pass to reach `wanted`. */
  private onTheWay(wanted: ReadonlySet<TensorId>): ReadonlySet<TensorId> {
    const needed = new Set(wanted);
    for (const { op, tensors } of this.forwards) {
      const passes = op.inputs.some(
        ({ name }) => tensors[name] !== undefined && needed.has(tensors[name]),
      );
      if (passes && tensors["y"] !== undefined) needed.add(tensors["y"]);
    }
    return needed;
  }

  /** The last op applied, with what its backward call reads. */
  last(): { readonly op: string; readonly kept: Tensors; readonly attributes: Attributes } {
    const found = this.forwards.at(-1);
    check(found !== undefined, "spec", "nothing was applied yet");
    return {
      op: found.op.name,
      kept: keptBy(found.op, found.tensors, found.attributes),
      attributes: found.attributes,
    };
  }

  shape(id: TensorId): Shape {
    return this.plans[id]?.shape ?? [];
  }

  nameOf(id: TensorId): string {
    return this.plans[id]?.name ?? "";
  }

  /** All calls so far as the phase "train". */
  program(name: string): Program {
    const empty = { offset: 0, words: 0 };
    return {
      name,
      batch: 1,
      tensors: this.plans,
      phases: { train: this.calls },
      words: this.end,
      parameters: empty,
      gradients: empty,
    };
  }
}

/** What a backward call reads; behind a fused relu also the output. */
function keptBy(op: OpDefinition, tensors: Tensors, attributes: Attributes): Tensors {
  const slots = attributes["activation"] === "relu" ? [...op.keeps, "y"] : op.keeps;
  return Object.fromEntries(
    slots.flatMap((slot) => (tensors[slot] === undefined ? [] : [[slot, tensors[slot]]])),
  );
}
