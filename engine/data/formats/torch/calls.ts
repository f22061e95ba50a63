/** What a checkpoint may name and call, and nothing else. Nothing is ever run. */
import { LabError } from "../../../core/errors";
import { printable } from "../limits";
import type { NumberType } from "../numbers";
import { damaged, isCount, isCounts, isKind, isTensor, isTuple, type Pickled } from "./values";

const STORAGES: Readonly<Record<string, NumberType>> = {
  "torch.DoubleStorage": "F64",
  "torch.FloatStorage": "F32",
  "torch.HalfStorage": "F16",
  "torch.BFloat16Storage": "BF16",
  "torch.LongStorage": "I64",
  "torch.IntStorage": "I32",
  "torch.ShortStorage": "I16",
  "torch.CharStorage": "I8",
  "torch.ByteStorage": "U8",
  "torch.BoolStorage": "BOOL",
};

/** Calls that are understood, by what is called. */
const CALLS: Readonly<Record<string, (given: readonly Pickled[]) => Pickled>> = {
  "collections.OrderedDict": (given) =>
    given.length === 0 ? { kind: "dict", entries: new Map() } : damaged("an OrderedDict"),
  "torch._utils._rebuild_tensor_v2": rebuiltTensor,
  "torch._utils._rebuild_parameter": ([tensor = null]) =>
    isTensor(tensor) ? tensor : damaged("a parameter"),
  "torch.Size": ([sizes = null]) => (isTuple(sizes) ? sizes : damaged("a size")),
};

export const ONLY_WEIGHTS =
  "Save the weights alone with torch.save(model.state_dict(), name), or with safetensors.torch.save_file.";

export function global(module: string, name: string): Pickled {
  const whole = `${module}.${name}`;
  if (Object.hasOwn(CALLS, whole) || Object.hasOwn(STORAGES, whole))
    return { kind: "global", name: whole };
  throw new LabError(
    "format",
    `this checkpoint holds ${printable(whole)}, not only weights; nothing of it was run`,
    ONLY_WEIGHTS,
  );
}

export function globalOf([module = null, name = null]: readonly Pickled[]): Pickled {
  return typeof module === "string" && typeof name === "string"
    ? global(module, name)
    : damaged("a name");
}

export function storage(given: Pickled): Pickled {
  const [word, type, key] = isTuple(given) ? given : [];
  const number = isKind(type, "global") ? STORAGES[type.name] : undefined;
  return word === "storage" && number !== undefined && typeof key === "string"
    ? { kind: "storage", type: number, key }
    : damaged("a storage");
}

export function called([what = null, given = null]: readonly Pickled[]): Pickled {
  const call = isKind(what, "global") ? CALLS[what.name] : undefined;
  return call === undefined || !isTuple(given) ? damaged("a call") : call(given);
}

function rebuiltTensor([from, offset, shape, strides]: readonly Pickled[]): Pickled {
  if (!isKind(from, "storage") || !isCount(offset) || !isCounts(shape) || !isCounts(strides))
    return damaged("a tensor");
  if (shape.length !== strides.length) return damaged("a tensor");
  return { kind: "tensor", type: from.type, storage: from.key, offset, shape, strides };
}
