/**
 * A folder of reference cases: `cases.json` beside safetensors files, as PyTorch or ONNX wrote
 * them.
 *
 * A case names its op, its settings, its input tensors, and the tensors that must come out, each
 * with a tolerance:
 * |got − want| ≤ abs + rel·|want| for every cell.
 */
import { readSafetensors, type StoredTensors } from "../data/formats/safetensors";
import { check } from "../core/errors";
import { sameShape, type Shape } from "../core/shape";

/** Gives a file of the folder, or null when there is none. */
export type Open = (file: string) => Promise<Uint8Array<ArrayBuffer> | null>;

export interface StoredCell {
  readonly shape: Shape;
  readonly data: Float32Array | Int32Array;
}

export interface Expected extends StoredCell {
  readonly abs: number;
  readonly rel: number;
}

export interface Case {
  readonly id: string;
  readonly op: string;
  /** "core" or "stretch" where the folder tells them apart. */
  readonly tier: string | null;
  /** `params` of PyTorch's cases; `attributes` with `resolved` on top of ONNX's. */
  readonly settings: Settings;
  readonly inputs: ReadonlyMap<string, StoredCell>;
  readonly expected: ReadonlyMap<string, Expected>;
  /** ONNX: the tensors in the order of the node's arguments and results. */
  readonly order: { readonly inputs: readonly string[]; readonly outputs: readonly string[] };
  readonly opset: number;
}

export type Settings = Readonly<Record<string, unknown>>;

/** Throws "format" when the folder is not one of cases. Tensors are read file by file, once. */
export async function* readCases(open: Open): AsyncGenerator<Case> {
  const list = plain(await readJson(open, "cases.json"))["cases"];
  check(Array.isArray(list), "format", "cases.json has no list of cases");
  const files = new Map<string, StoredTensors>();
  for (const entry of list) {
    const described = record(entry, "a case");
    const file = String(described["file"]);
    let tensors = files.get(file);
    if (tensors === undefined) {
      const bytes = await open(file);
      check(bytes !== null, "format", `${file} is missing`);
      tensors = readSafetensors(bytes);
      files.set(file, tensors);
    }
    yield readCase(described, tensors);
  }
}

/** A JSON file of the folder as plain objects and arrays. Throws "format" when it is missing. */
export async function readJson(open: Open, file: string): Promise<unknown> {
  const bytes = await open(file);
  check(bytes !== null, "format", `there is no ${file} in this folder`);
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return value;
}

function readCase(entry: Settings, tensors: StoredTensors): Case {
  const inputs = new Map<string, StoredCell>();
  for (const [name, value] of Object.entries(record(entry["inputs"], "inputs")))
    inputs.set(name, stored(value, tensors));
  const expected = new Map<string, Expected>();
  for (const [name, value] of Object.entries(record(entry["expected"], "expected"))) {
    const tolerance = record(record(value, name)["tolerance"], "tolerance");
    expected.set(name, {
      ...stored(value, tensors),
      abs: Number(tolerance["abs"]),
      rel: Number(tolerance["rel"]),
    });
  }
  const settings = plain(
    entry["params"] ?? { ...plain(entry["attributes"]), ...plain(entry["resolved"]) },
  );
  return {
    id: String(entry["id"]),
    op: String(entry["op"]),
    tier: typeof entry["tier"] === "string" ? entry["tier"] : null,
    settings,
    inputs,
    expected,
    order: { inputs: names(entry["input_order"]), outputs: names(entry["output_order"]) },
    opset: typeof entry["opset"] === "number" ? entry["opset"] : 0,
  };
}

function stored(value: unknown, tensors: StoredTensors): StoredCell {
  const described = record(value, "a tensor");
  const name = String(described["tensor"]);
  const found = tensors.get(name);
  check(found !== undefined, "format", `the tensor ${name} is not in its file`);
  const shape = Array.isArray(described["shape"]) ? described["shape"].map(Number) : [];
  check(
    sameShape(found.shape, shape),
    "format",
    `${name} is [${found.shape.join(", ")}] but the case says [${shape.join(", ")}]`,
  );
  return found;
}

function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export function record(value: unknown, what: string): Settings {
  check(
    typeof value === "object" && value !== null && !Array.isArray(value),
    "format",
    `${what} is not an object`,
  );
  return Object.fromEntries(Object.entries(value));
}

function plain(value: unknown): Settings {
  return value === undefined || value === null ? {} : record(value, "settings");
}
