/**
 * What an op gives to this backend: for each pass a function that says, once and at compile time,
 * which exported WebAssembly functions a Call becomes, with which numbers. Nothing of it runs again
 * in a step: the step calls those functions.
 *
 * Every exported kernel ends with the parameters `from, to`: a range of independent units (cells,
 * images, channels, blocks of eight outputs). One thread gets all of it; helpers get parts. No
 * result depends on where the range is cut.
 */
import type { AttributeValue } from "../../core/op";
import { LabError } from "../../core/errors";
import { size, type Shape } from "../../core/shape";
import type { Call, Pass, TensorPlan } from "../../graph/program";

/** Memory that each thread has to itself: `base + thread * bytes`. */
export interface Private {
  readonly base: number;
  readonly bytes: number;
}

export type Argument = number | Private;

/**
 * One exported function with fixed arguments over `count` units; `work` is what a unit costs, in
 * cells read or 8-lane multiply-adds.
 */
export interface Launch {
  readonly kernel: string;
  readonly args: readonly Argument[];
  readonly count: number;
  readonly work: number;
}

/**
 * Byte addresses of the five numbers that change from step to step; `step` and `seed` are i32, the
 * others f32.
 */
export interface ScalarPointers {
  readonly step: number;
  readonly learningRate: number;
  readonly correction1: number;
  readonly correction2: number;
  readonly seed: number;
}

export type Table = Int32Array | Float32Array;

/**
 * Where a call's kernels find their memory. The first pass over a program only measures: every
 * address is then 0.
 */
export interface Workspace {
  readonly scalars: ScalarPointers;
  readonly threads: number;
  /** Byte address of tensor `id`. */
  tensor(id: number): number;
  /** Memory that is valid during one call only, shared by all calls. */
  scratch(bytes: number): number;
  /** Constants, written once; the same key always means the same numbers. */
  table(key: string, make: () => Table): number;
  /** Memory that stays as long as the program. */
  keep(key: string, bytes: number): number;
  /** Adds a launch; an `early` one runs before the phase, and only when weights have changed. */
  emit(launch: Launch, early: boolean): void;
}

export type Kernel = (site: Site) => void;
export type Kernels = Readonly<Record<string, Partial<Readonly<Record<Pass, Kernel>>>>>;

/** One Call, as its kernel sees it. */
export class Site {
  constructor(
    readonly call: Call,
    readonly plans: ReadonlyMap<number, TensorPlan>,
    readonly workspace: Workspace,
    /** Tensors that this phase changes; null when it changes all parameters. */
    private readonly changing: ReadonlySet<number> | null,
  ) {}

  get threads(): number {
    return this.workspace.threads;
  }

  get scalars(): ScalarPointers {
    return this.workspace.scalars;
  }

  has(slot: string): boolean {
    return this.call.tensors[slot] !== undefined;
  }

  plan(slot: string): TensorPlan {
    const id = this.call.tensors[slot];
    const plan = id === undefined ? undefined : this.plans.get(id);
    if (plan === undefined)
      throw new LabError(
        "spec",
        `${this.call.node}: ${this.call.op} (${this.call.pass}) has no tensor "${slot}"`,
      );
    return plan;
  }

  pointer(slot: string): number {
    return this.workspace.tensor(this.plan(slot).id);
  }

  shape(slot: string): Shape {
    return this.plan(slot).shape;
  }

  size(slot: string): number {
    return size(this.plan(slot).shape);
  }

  attribute(name: string): AttributeValue {
    const value = this.call.attributes[name];
    if (value === undefined)
      throw new LabError(
        "attribute",
        `${this.call.node}: ${this.call.op} needs the attribute "${name}"`,
      );
    return value;
  }

  number(name: string): number {
    const value = this.attribute(name);
    if (typeof value !== "number")
      throw new LabError("attribute", `${this.call.node}: "${name}" must be a number`);
    return value;
  }

  /** A setting that may be left out. */
  real(name: string, otherwise: number): number {
    const value = this.call.attributes[name];
    return typeof value === "number" ? value : otherwise;
  }

  flag(name: string): boolean {
    const value = this.attribute(name);
    if (typeof value !== "boolean")
      throw new LabError("attribute", `${this.call.node}: "${name}" must be true or false`);
    return value;
  }

  numbers(name: string): readonly number[] {
    const value = this.attribute(name);
    if (!Array.isArray(value))
      throw new LabError("attribute", `${this.call.node}: "${name}" must be a list of numbers`);
    return value.map(Number);
  }

  /** A pair [height, width]. */
  pair(name: string): readonly [number, number] {
    const [h = 0, w = 0] = this.numbers(name);
    return [h, w];
  }

  /** Is a ReLU fused into this call? */
  get relu(): boolean {
    return this.call.attributes["activation"] === "relu";
  }

  scratch(words: number): number {
    return this.workspace.scratch(align(words * 4));
  }

  private(words: number): Private {
    const bytes = align(words * 4);
    return { base: this.workspace.scratch(bytes * this.workspace.threads), bytes };
  }

  /** Constants by a name that tells them apart from all others of the program. */
  table(key: string, make: () => Table): number {
    return this.workspace.table(key, make);
  }

  /** Is `slot` a parameter that this phase does not change? */
  isConstant(slot: string): boolean {
    const { id, kind } = this.plan(slot);
    return kind === "parameter" && this.changing !== null && !this.changing.has(id);
  }

  /**
   * The parameter `slot` in another order, which `order` names, made by `kernel(parameter, packed,
   * …args)` over `count` units. Where the phase does not change the parameter, it is packed before
   * the phase and only when it has changed.
   */
  packed(
    slot: string,
    order: string,
    words: number,
    { kernel, args, count, work }: Launch,
  ): number {
    const early = this.isConstant(slot);
    const { id } = this.plan(slot);
    const bytes = align(words * 4);
    const at = early
      ? this.workspace.keep(`${id} ${order} ${words}`, bytes)
      : this.workspace.scratch(bytes);
    if (count > 0)
      this.workspace.emit({ kernel, args: [this.pointer(slot), at, ...args], count, work }, early);
    return at;
  }

  /**
   * Adds a kernel over `count` units that cost `work` each; a unit is one cell unless the kernel
   * says otherwise.
   */
  launch(kernel: string, args: readonly Argument[], count: number, work = 1): void {
    if (count > 0) this.workspace.emit({ kernel, args, count, work }, false);
  }
}

/** Rounds bytes up to 256, plus one vector that kernels may read past the end. */
export function align(bytes: number): number {
  return Math.ceil((bytes + 16) / 256) * 256;
}
