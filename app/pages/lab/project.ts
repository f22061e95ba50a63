/**
 * A student's own network: its layers, its weights, what its classes are called, how it reads a
 * picture. As a file it is a safetensors file whose header carries the network: PyTorch loads the
 * weights by the names of the code that is written for it, and the lab opens all of it again.
 */
import { echo, t } from "../../language/words";
import * as v from "valibot";
import { check, LabError } from "../../../engine/core/errors";
import { isObject, parseJson } from "../../../engine/core/json";
import { sameShape, size } from "../../../engine/core/shape";
import { torchName } from "../../../engine/core/torch-names";
import { megabytes } from "../../../engine/data/formats/limits";
import {
  readMetadata,
  readSafetensors,
  type StoredTensor,
  type StoredTensors,
  writeSafetensors,
} from "../../../engine/data/formats/safetensors";
import { torchClass } from "../../../engine/code/write";
import { parseSpec } from "../../../engine/graph/parse-spec";
import { type NetworkShapes, networkShapes, weightShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { initialWeights } from "../../../engine/train/initialisers";
import { toStored, weightsFrom } from "../../../engine/train/weights";
import { pixelsSchema, STANDARD_PIXELS, type Pixels } from "./pixels";

export interface Project {
  /** What its owner calls it. */
  readonly name: string;
  /** May not fit together while it is being built. */
  readonly spec: NetworkSpec;
  /** By the engine's names, "conv1.w". What is missing, or no longer fits, is drawn anew. */
  readonly weights: StoredTensors;
  /** Where the weights come from, for the reader; "" where there are none. */
  readonly trained: string;
  readonly classes: readonly string[];
  readonly pixels: Pixels;
}

export function newProject(name: string, spec: NetworkSpec): Project {
  return { name, spec, weights: new Map(), trained: "", classes: [], pixels: STANDARD_PIXELS };
}

const SEED = 1;

export interface Filled {
  readonly weights: StoredTensors;
  /** Layers whose weights are drawn, as before training. */
  readonly drawn: readonly string[];
}

/** All weights of the network: those of the project where they fit, else first ones. */
export function filledWeights({ weights }: Project, network: NetworkShapes): Filled {
  const all = new Map<string, StoredTensor>();
  const drawn = new Set<string>();
  let first: ReadonlyMap<string, Float32Array> | null = null;
  for (const [name, shape] of weightShapes(network)) {
    const own = weights.get(name);
    if (own !== undefined && sameShape(own.shape, shape) && own.data.length === size(shape)) {
      all.set(name, own);
      continue;
    }
    first ??= initialWeights(network, SEED);
    drawn.add(parted(name)[0]);
    all.set(name, { shape, data: first.get(name) ?? new Float32Array(size(shape)) });
  }
  return { weights: all, drawn: [...drawn] };
}

const METADATA = "convlab";
/** Signs of a name or a sentence, and how many classes: a file holds no more, and none is read. */
const [LONGEST_NAME, LONGEST_SENTENCE, MOST_CLASSES] = [120, 200, 25_000];
const nameSchema = v.pipe(v.string(), v.maxLength(LONGEST_NAME));
const aboutSchema = v.object({
  format: v.literal(1),
  name: nameSchema,
  trained: v.pipe(v.string(), v.maxLength(LONGEST_SENTENCE)),
  classes: v.pipe(v.array(nameSchema), v.maxLength(MOST_CLASSES)),
  pixels: pixelsSchema,
});
const fileSchema = v.object({
  ...aboutSchema.entries,
  network: v.unknown(),
  /** Layers whose weights are not trained: they are drawn again. */
  drawn: v.optional(v.array(v.string()), []),
});

/** What a file says of a network beside its layers and weights. */
type About = v.InferOutput<typeof aboutSchema>;

function aboutOf({ name, trained, classes, pixels }: Project): About {
  return {
    format: 1,
    name: name.slice(0, LONGEST_NAME),
    trained: trained.slice(0, LONGEST_SENTENCE),
    classes: classes.slice(0, MOST_CLASSES).map((one) => one.slice(0, LONGEST_NAME)),
    pixels,
  };
}

/** The same as texts that stand beside the graph of an ONNX file. */
export function metadataOf(project: Project): Readonly<Record<string, string>> {
  return { [METADATA]: JSON.stringify(aboutOf(project)) };
}

/** What such texts say; null where they are not ours, or damaged. */
export function aboutIn(metadata: ReadonlyMap<string, string>): About | null {
  const found = v.safeParse(aboutSchema, plainOf(metadata.get(METADATA) ?? ""));
  return found.success ? found.output : null;
}

/** Bytes of a file with all its weights. */
export function fileBytes({ parameterCount, bufferCount }: NetworkShapes): number {
  return 4 * (parameterCount + bufferCount);
}

/** A larger file is not made: the page would need several times as much memory. */
const MOST_WRITTEN = 512 * 2 ** 20;

/** Throws LabError where the layers do not fit together. Long names are cut. */
export function projectFile(project: Project): Uint8Array<ArrayBuffer> {
  const { spec } = project;
  const network = networkShapes(spec);
  const bytes = fileBytes(network);
  check(
    bytes <= MOST_WRITTEN,
    "limit",
    t("the file would have {bytes}; at most {mostWritten} are written", {
      bytes: megabytes(bytes),
      mostWritten: megabytes(MOST_WRITTEN),
    }),
    t("The PyTorch script makes the same network."),
  );
  const attributes = attributesOf(spec);
  const { weights, drawn } = filledWeights(project, network);
  const tensors = new Map<string, StoredTensor>();
  for (const [tensor, value] of weights) {
    const [layer, slot] = parted(tensor);
    const owner = attributes.get(layer) ?? layer;
    tensors.set(`${owner}.${torchName(slot)}`, value);
    // PyTorch's batch norm counts batches; without the count it does not load.
    if (slot === "running_var")
      tensors.set(`${owner}.num_batches_tracked`, { shape: [], data: Int32Array.of(0) });
  }
  const text = { ...aboutOf(project), network: spec, drawn };
  return writeSafetensors(tensors, { [METADATA]: JSON.stringify(text) });
}

/** Why the lab does not open this file again, in the reader's words; "" where it does. */
export function whyUnreadable(file: Uint8Array): string {
  try {
    readMetadata(file);
    return "";
  } catch (error) {
    if (error instanceof LabError) return echo(error.message);
    throw error;
  }
}

/**
 * Null for a safetensors file that is no project: weights alone. Throws LabError "format" and those
 * of a network for one that is damaged.
 */
export function projectFrom(bytes: Uint8Array): Project | null {
  const text = readMetadata(bytes).get(METADATA);
  if (text === undefined) return null;
  const found = v.safeParse(fileSchema, plainOf(text));
  if (!found.success)
    throw new LabError(
      "format",
      t("the part of this file that describes the network is damaged, or of a newer version"),
    );
  const { name, network: given, trained, drawn, classes, pixels } = found.output;
  const spec = parseSpec(given);
  const attributes = attributesOf(spec);
  const back = new Map([...attributes].map(([layer, attribute]) => [attribute, layer]));
  const named = [...readSafetensors(bytes)].map(([tensor, value]) => {
    const [owner, slot] = parted(tensor);
    return [`${back.get(owner) ?? owner}.${slot}`, value] as const;
  });
  const all = trained === "" ? new Map() : stored(new Map(named), networkShapes(spec));
  // The others are drawn from the same seed again.
  const weights = new Map([...all].filter(([tensor]) => !drawn.includes(parted(tensor)[0])));
  return { name, spec, trained, classes, pixels, weights };
}

/** Tensors of a file under any names that are understood. Throws LabError "format". */
export function stored(given: StoredTensors, network: NetworkShapes): StoredTensors {
  return toStored(weightsFrom(given, network), network);
}

function parted(tensor: string): readonly [string, string] {
  const at = tensor.lastIndexOf(".");
  return [tensor.slice(0, at), tensor.slice(at + 1)];
}

/** The attribute of each layer in the PyTorch code that is written for it. */
function attributesOf(spec: NetworkSpec): ReadonlyMap<string, string> {
  try {
    return torchClass(spec).attributes;
  } catch (error) {
    // PyTorch has no such layer: the names stay as they are.
    if (error instanceof LabError) return new Map();
    throw error;
  }
}

function plainOf(text: string): unknown {
  try {
    const value = parseJson(text);
    return isObject(value) ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
