/** What Python's values are to the reader. Nothing is ever run: a tensor is a place in a graph. */
import { check } from "../../core/errors";
import type { Shape } from "../../core/shape";
import type { InitialiserSpec } from "../../graph/spec";
import type { ScheduleSpec } from "../../train/recipe";
import type { Graph } from "./graph";
import type { Meaning } from "./meaning";
import type { Block, Expression, ListForm, Parameter } from "./syntax";

export type Value =
  | NumberValue
  | TextValue
  | { readonly kind: "truth"; readonly value: boolean }
  | { readonly kind: "none" }
  | ListValue
  | DictValue
  | FunctionValue
  | ClassValue
  | LibraryValue
  | NativeValue
  | Module
  | TensorValue
  | ParameterValue
  | { readonly kind: "batch" }
  | { readonly kind: "parent"; readonly self: Value; readonly of: ClassValue }
  | { readonly kind: "schedule"; readonly spec: ScheduleSpec }
  | UnknownValue;

export interface NumberValue {
  readonly kind: "number";
  readonly value: number;
  readonly isFloat: boolean;
}

export interface TextValue {
  readonly kind: "text";
  readonly value: string;
}

export interface ListValue {
  readonly kind: "list";
  readonly form: ListForm;
  readonly items: Value[];
}

export interface DictValue {
  readonly kind: "dict";
  readonly entries: Map<string, { readonly key: Value; readonly value: Value }>;
}

export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly at: number;
  readonly parameters: readonly Parameter[];
  readonly body: Block | Expression;
  readonly scope: Scope;
  readonly self?: Value;
  /** The class that it was written in, for `super()`. */
  readonly owner?: ClassValue;
}

export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly at: number;
  readonly bases: readonly Value[];
  readonly members: Map<string, Value>;
}

/** A name of PyTorch's, Keras's or anybody else's: "torch.nn.Conv2d". */
interface LibraryValue {
  readonly kind: "library";
  readonly path: string;
}

/** Something that the reader itself does when it is called. */
export interface NativeValue {
  readonly kind: "native";
  readonly name: string;
  readonly call: (given: GivenValues) => Value;
}

/** A layer of a library, a container of modules, or an object of a class in the code. */
export type Module = LayerModule | SequenceModule | ObjectModule;

interface ModuleBase {
  readonly kind: "module";
  readonly at: number;
  /** Initialiser of its weights, where the code names one. */
  init?: InitialiserSpec;
}

export interface LayerModule extends ModuleBase {
  readonly type: "layer";
  readonly library: Library;
  readonly name: string;
  readonly meanings: readonly Meaning[];
  /** A layer of several inputs. */
  readonly joins?: "add" | "concat";
}

export interface SequenceModule extends ModuleBase {
  /** "list" is an nn.ModuleList or an nn.ModuleDict: it has no forward pass. */
  readonly type: "sequential" | "list";
  readonly library: Library;
  readonly children: { name: string; readonly module: Value; readonly at: number }[];
  /** Where a keras.Model ends. */
  readonly output?: TensorValue;
}

export interface ObjectModule extends ModuleBase {
  readonly type: "object";
  readonly of: ClassValue;
  readonly fields: Map<string, Value>;
}

export type Library = "PyTorch" | "Keras";

export interface TensorValue {
  readonly kind: "tensor";
  readonly graph: Graph;
  /** The layer that gives it, or "input". */
  readonly layer: string;
  /** Without the batch. */
  readonly shape: Shape;
  readonly library: Library;
  /** Padding round it that the layer behind it takes over. */
  readonly pad?: {
    /** top, left, bottom, right */
    readonly sides: readonly number[];
    readonly value: number;
    readonly at: number;
  };
  /** Every how many rows and columns of it are read. */
  readonly step?: number;
}

/** `net.conv1.weight` */
interface ParameterValue {
  readonly kind: "parameter";
  readonly module: Module;
  readonly slot: string;
}

/** Something that the reader does not know. It matters only where a network needs it. */
export interface UnknownValue {
  readonly kind: "unknown";
  readonly why: string;
  readonly at: number;
  /** Whether a layer was meant. */
  readonly isLayer?: boolean;
}

export interface GivenValue {
  readonly at: number;
  readonly value: Value;
}

/** The arguments of a call, stars spread out. */
export interface GivenValues {
  readonly at: number;
  /** What is called, as written: "nn.Conv2d". */
  readonly callee: string;
  readonly positional: readonly GivenValue[];
  readonly named: ReadonlyMap<string, GivenValue & { readonly nameAt: number }>;
  readonly isPrinted: boolean;
  /** Whether something unknown was spread out with a star. */
  readonly unknown?: UnknownValue;
}

export class Scope {
  private readonly values = new Map<string, Value>();

  constructor(private readonly outer: Scope | null = null) {}

  get(name: string): Value | undefined {
    return this.values.get(name) ?? this.outer?.get(name);
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }

  own(): ReadonlyMap<string, Value> {
    return this.values;
  }
}

export const NONE: Value = { kind: "none" };

export const truth = (value: boolean): Value => ({ kind: "truth", value });
/** Code of a few lines may double a list or a text as often as it likes. */
const [MOST_ITEMS, LONGEST_TEXT] = [4096, 2 ** 20];

/** Throws LabError "limit". */
export function checkItems(count: number): void {
  check(count <= MOST_ITEMS, "limit", `a list has ${count} items; ${MOST_ITEMS} are followed`);
}

/** Throws LabError "limit". */
export function text(value: string): Value {
  const { length } = value;
  check(
    length <= LONGEST_TEXT,
    "limit",
    `a text has ${length} signs; ${LONGEST_TEXT} are followed`,
  );
  return { kind: "text", value };
}
export const whole = (value: number): Value => ({ kind: "number", value, isFloat: false });
/** Throws LabError "limit". */
export function list(items: readonly Value[], form: ListForm = "list"): ListValue {
  checkItems(items.length);
  return { kind: "list", form, items: [...items] };
}
export const native = (name: string, call: NativeValue["call"]): NativeValue => ({
  kind: "native",
  name,
  call,
});
export const unknown = (why: string, at: number, isLayer = false): UnknownValue => ({
  kind: "unknown",
  why,
  at,
  ...(isLayer ? { isLayer } : {}),
});

/** Items of a list in a message, and lists in lists. */
const [MOST_TOLD, DEEPEST_TOLD] = [12, 4];

/** As a person would say it, in a message. */
export function written(value: Value, depth = 0): string {
  switch (value.kind) {
    case "number":
      return value.isFloat && Number.isInteger(value.value)
        ? `${value.value}.0`
        : String(value.value);
    case "text":
      return `“${value.value}”`;
    case "truth":
      return value.value ? "True" : "False";
    case "none":
      return "None";
    case "list": {
      const [open, close] = value.form === "list" ? ["[", "]"] : ["(", ")"];
      const told = depth < DEEPEST_TOLD ? value.items.slice(0, MOST_TOLD) : [];
      const items = told.map((one) => written(one, depth + 1));
      return `${open}${[...items, ...(told.length < value.items.length ? ["…"] : [])].join(", ")}${close}`;
    }
    case "module":
      return value.type === "object" ? `a ${value.of.name}` : "a layer";
    case "library":
      return value.path.split(".").slice(-2).join(".");
    case "unknown":
      return "something unknown";
    case "batch":
      return "the size of the batch";
    default:
      return `a ${value.kind}`;
  }
}
