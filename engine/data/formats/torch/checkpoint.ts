/**
 * A checkpoint as `torch.save` writes it: a zip with a pickle (data.pkl) and one file for each
 * storage (data/0, data/1 …), little endian. State dicts are read: of `model.state_dict()`, or
 * inside a dictionary with the epoch and the optimiser. Nothing is ever run.
 *
 * Errors: LabError "format" or "limit". Source: caffe2/serialize/inline_container.h and
 * torch/serialization.py of PyTorch.
 */
import { check, LabError } from "../../../core/errors";
import { size } from "../../../core/shape";
import {
  checkedSize,
  checkFileSize,
  checkName,
  MAX_FILE_BYTES,
  MAX_TENSORS,
  megabytes,
  printable,
} from "../limits";
import { readNumbers, widthOf } from "../numbers";
import type { StoredTensor, StoredTensors } from "../safetensors";
import { unzip } from "../zip";
import { readPickle } from "./pickle";
import { isDict, isTensor, type Pickled, type PickledTensor } from "./values";

const MAX_PICKLE_BYTES = 4 * 2 ** 20;
const MAX_FILES = 16 * MAX_TENSORS;
/** The files that are read. */
const PARTS = /(^|\/)(data\.pkl|byteorder|data\/\d+)$/;
/** Where people keep the state dict in a checkpoint. */
const KEYS = ["state_dict", "model_state_dict", "model_state", "model", "net", "weights"];

export function readCheckpoint(bytes: Uint8Array): StoredTensors {
  checkFileSize(bytes);
  const files = unzip(bytes, (path) => PARTS.test(path), {
    bytes: MAX_FILE_BYTES,
    files: MAX_FILES,
  });
  const [path, pickle] = [...files].find(([name]) => /(^|\/)data\.pkl$/.test(name)) ?? [];
  if (path === undefined || pickle === undefined)
    throw new LabError("format", "this zip has no data.pkl: it is not a checkpoint of PyTorch");
  check(
    pickle.length <= MAX_PICKLE_BYTES,
    "limit",
    `data.pkl has ${megabytes(pickle.length)}; at most ${megabytes(MAX_PICKLE_BYTES)} are read`,
  );
  const folder = path.slice(0, -"data.pkl".length);
  const order = new TextDecoder().decode(files.get(`${folder}byteorder`) ?? new Uint8Array(0));
  check(order.trim() !== "big", "format", "the numbers of this checkpoint are big endian");
  const tensors = stateDict(readPickle(pickle));
  return new Reader(files, `${folder}data/`).all(tensors);
}

/** The tensors of the whole, or of a part under one of the usual names. */
function stateDict(root: Pickled): ReadonlyMap<string, PickledTensor> {
  const parts = isDict(root) ? KEYS.map((key) => root.entries.get(key)) : [];
  for (const part of [root, ...parts]) {
    const tensors = tensorsIn(part);
    if (tensors.size > 0) return tensors;
  }
  throw new LabError(
    "format",
    "there are no named weights in this checkpoint",
    `A state dict is read, or one inside a dictionary under ${KEYS.slice(0, 2).join(" or ")}.`,
  );
}

/** The named tensors of a dictionary; none where it is something else. */
function tensorsIn(value: Pickled | undefined): ReadonlyMap<string, PickledTensor> {
  const found = new Map<string, PickledTensor>();
  if (!isDict(value)) return found;
  for (const [name, one] of value.entries)
    if (typeof name === "string" && isTensor(one)) found.set(name, one);
  return found;
}

class Reader {
  /** Numbers that may still be read: several tensors may share a storage. */
  private left = MAX_FILE_BYTES;

  constructor(
    private readonly files: ReadonlyMap<string, Uint8Array>,
    private readonly folder: string,
  ) {}

  all(tensors: ReadonlyMap<string, PickledTensor>): StoredTensors {
    check(
      tensors.size <= MAX_TENSORS,
      "limit",
      `this checkpoint holds ${tensors.size} tensors; at most ${MAX_TENSORS} are read`,
    );
    const read = new Map<string, StoredTensor>();
    for (const [name, tensor] of tensors) {
      checkName(name);
      read.set(name, this.one(printable(name), tensor));
    }
    return read;
  }

  private one(name: string, tensor: PickledTensor): StoredTensor {
    const { type, shape, strides, offset } = tensor;
    const count = checkedSize(shape, name);
    // From the first to the last number, in the order of the storage.
    const reach =
      count === 0
        ? 0
        : 1 + shape.reduce((sum, extent, at) => sum + (extent - 1) * (strides[at] ?? 0), 0);
    this.left -= Math.max(count, reach);
    check(this.left >= 0, "limit", `the tensors of this checkpoint are too large, from ${name} on`);
    const file = this.files.get(`${this.folder}${tensor.storage}`);
    const held = Math.floor((file?.length ?? 0) / widthOf(type));
    if (file === undefined || offset + reach > held)
      throw new LabError("format", `${name}: the checkpoint does not hold all of its numbers`);
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const span = readNumbers(view, offset * widthOf(type), reach, type);
    return { shape, data: ordered(span, shape, strides) };
  }
}

/** Row by row, whatever the order in the storage. */
function ordered(
  span: StoredTensor["data"],
  shape: readonly number[],
  strides: readonly number[],
): StoredTensor["data"] {
  const count = size(shape);
  let wanted = 1;
  const isRowByRow = shape.toReversed().every((extent, at) => {
    const fits = extent === 1 || strides[shape.length - 1 - at] === wanted;
    wanted *= extent;
    return fits;
  });
  if (isRowByRow) return span;
  const data = span instanceof Float32Array ? new Float32Array(count) : new Int32Array(count);
  const index = shape.map(() => 0);
  let from = 0;
  for (let at = 0; at < count; at++) {
    data[at] = span[from] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [place, stride] = [(index[axis] ?? 0) + 1, strides[axis] ?? 0];
      const isInside = place < (shape[axis] ?? 1);
      index[axis] = isInside ? place : 0;
      from += isInside ? stride : -stride * (place - 1);
      if (isInside) break;
    }
  }
  return data;
}
