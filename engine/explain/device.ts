/**
 * Numbers of a network that a backend computed, in f32: a snapshot of a run, or one forward pass.
 * Tensors that are looked at are fetched, each once; an explanation reads the operands of one cell
 * and never the whole network.
 */
import { LabError } from "../core/errors";
import type { Shape } from "../core/shape";
import type { Tensor } from "../core/tensor";
import type { NetworkShapes } from "../graph/shapes";
import type { Recipe } from "../train/recipe";
import { contextOf, forwardNames } from "./layer-values";
import { layerOf, type Numbers, type Provenance, splitName, type Update } from "./numbers";
import { shapeNamed, tensorNames } from "./tensor-names";

export interface DeviceOptions {
  readonly network: NetworkShapes;
  /** Tensors that are here already, by name. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Fetches others of the same step. Absent: there are no others. */
  readonly fetch?: (tensor: string) => Promise<Tensor>;
  readonly provenance: Extract<Provenance, { kind: "device" }>;
  readonly mode?: "eval" | "train";
  readonly seed?: number;
  readonly loss?: Recipe["loss"];
  readonly update?: Update;
}

export function deviceNumbers(options: DeviceOptions): Numbers {
  return new DeviceNumbers(options);
}

class DeviceNumbers implements Numbers {
  readonly network;
  readonly mode;
  readonly seed;
  readonly loss;
  readonly update;
  readonly provenance;
  private readonly here: Map<string, Tensor>;
  private readonly onTheWay = new Map<string, Promise<Tensor>>();
  private readonly known: ReadonlySet<string>;

  constructor(private readonly options: DeviceOptions) {
    this.network = options.network;
    this.mode = options.mode ?? "eval";
    this.seed = options.seed ?? 0;
    this.loss = options.loss ?? null;
    this.update = options.update ?? null;
    this.provenance = options.provenance;
    this.here = new Map(Object.entries(options.tensors));
    const possible = tensorNames(this, this.here);
    const given = possible.filter((name) => this.here.has(name) || this.isDerived(name));
    this.known = new Set(options.fetch === undefined ? given : possible);
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  names(): readonly string[] {
    return [...this.known];
  }

  shape(name: string): Shape {
    this.checked(name);
    const [batch = 1] = this.here.get("input")?.shape ?? [];
    return this.here.get(name)?.shape ?? shapeNamed(this, batch, name);
  }

  peek(name: string): Tensor | null {
    const found = this.here.get(name);
    if (found !== undefined) return found;
    return this.known.has(name) && this.isDerived(name) ? this.derive(name) : null;
  }

  read(name: string): Tensor | Promise<Tensor> {
    const found = this.peek(this.checked(name));
    if (found !== null) return found;
    const { fetch } = this.options;
    if (fetch === undefined) throw new LabError("lost", `${name} was not kept`);
    const asked = this.onTheWay.get(name);
    if (asked !== undefined) return asked;
    const promise = fetch(name).then(
      (tensor) => {
        this.here.set(name, tensor);
        this.onTheWay.delete(name);
        return tensor;
      },
      (problem: unknown) => {
        this.onTheWay.delete(name);
        throw problem;
      },
    );
    this.onTheWay.set(name, promise);
    return promise;
  }

  with(): Numbers {
    throw unchangeable();
  }

  withTensor(): Numbers {
    throw unchangeable();
  }

  private checked(name: string): string {
    if (this.known.has(name)) return name;
    throw new LabError("unknown-name", `${this.network.spec.name} has no numbers for ${name}`);
  }

  /** What forward saves (winners, statistics) follows from the layer's inputs: no need to fetch. */
  private isDerived(name: string): boolean {
    const [owner, slot] = splitName(this.network, name);
    if (slot === "" || owner === "loss") return false;
    return Object.hasOwn(layerOf(this.network, owner).saved, slot);
  }

  private derive(name: string): Tensor | null {
    const [owner, slot] = splitName(this.network, name);
    const layer = layerOf(this.network, owner);
    const values: Record<string, Tensor> = {};
    for (const [key, source] of forwardNames(layer)) {
      const found = this.here.get(source);
      if (found === undefined) return null;
      values[key] = found;
    }
    const results = layer.definition.forward(values, layer.attributes, contextOf(this));
    const found = results[slot] ?? null;
    if (found !== null) this.here.set(name, found);
    return found;
  }
}

function unchangeable(): LabError {
  return new LabError(
    "unsupported",
    "numbers that a device computed cannot be changed one by one",
    "Change the input or the weights and compute again.",
  );
}
