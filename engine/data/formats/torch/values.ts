/** What the pickle of a checkpoint may hold. */
import { LabError } from "../../../core/errors";
import type { NumberType } from "../numbers";

/** A tensor of a checkpoint, its numbers not read yet. Strides and offset count numbers. */
export interface PickledTensor {
  readonly kind: "tensor";
  readonly type: NumberType;
  /** Name of the storage's file. */
  readonly storage: string;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

export type Pickled =
  | null
  | boolean
  | number
  | string
  | readonly Pickled[]
  | PickledTensor
  | PickledDict
  | { readonly kind: "list"; readonly items: Pickled[] }
  | { readonly kind: "global"; readonly name: string }
  | { readonly kind: "storage"; readonly type: NumberType; readonly key: string };

export interface PickledDict {
  readonly kind: "dict";
  readonly entries: Map<Pickled, Pickled>;
}

export function isTensor(value: Pickled | undefined): value is PickledTensor {
  return isKind(value, "tensor");
}

export function isDict(value: Pickled | undefined): value is PickledDict {
  return isKind(value, "dict");
}

type Kinded = Extract<Pickled, { readonly kind: string }>;

export function isKind<Kind extends Kinded["kind"]>(
  value: Pickled | undefined,
  kind: Kind,
): value is Extract<Kinded, { readonly kind: Kind }> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}

/** A tuple. */
export function isTuple(value: Pickled): value is readonly Pickled[] {
  return Array.isArray(value);
}

export function isCount(value: Pickled | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

export function isCounts(value: Pickled | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}

export function damaged(what: string): never {
  throw new LabError("format", `the pickle of this checkpoint is damaged: ${what} is wrong`);
}
