/** A file of weights for the network that is shown, or of names for its classes. */
import { t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import { MAX_FILE_BYTES } from "../../../engine/data/formats/limits";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import type { StoredTensors } from "../../../engine/data/formats/safetensors";
import { ordinary, type Weights, weightsFrom } from "../../../engine/train/weights";
import { reason, withEnd } from "../../shell/reason";

export const WEIGHT_FILES = ".safetensors,.onnx,.pt,.pth,.txt";

export type OpenedFile =
  | { readonly kind: "weights"; readonly name: string; readonly weights: Weights }
  | { readonly kind: "classes"; readonly classes: readonly string[] }
  | { readonly kind: "problem"; readonly why: string };

/** Never rejects: what is wrong is said, with the file's name. */
export async function openWeights(file: File, network: NetworkShapes): Promise<OpenedFile> {
  try {
    if (file.size > MAX_FILE_BYTES)
      throw new LabError(
        "limit",
        t("it has more than {maxFileBytes} MB", { maxFileBytes: MAX_FILE_BYTES / 2 ** 20 }),
      );
    if (/\.txt$/i.test(file.name))
      return { kind: "classes", classes: classesIn(await file.text(), network) };
    const stored = await tensorsOf(file.name, new Uint8Array(await file.arrayBuffer()));
    return { kind: "weights", name: file.name, weights: ordinary(weightsFrom(stored, network)) };
  } catch (error) {
    return {
      kind: "problem",
      why: t("“{name}” was not opened: {error}", {
        name: file.name,
        error: withEnd(reason(error)),
      }),
    };
  }
}

async function tensorsOf(name: string, bytes: Uint8Array): Promise<StoredTensors> {
  if (/\.onnx$/i.test(name))
    return (await import("../../../engine/onnx/import")).importOnnx(bytes).weights;
  if (/\.pth?$/i.test(name))
    return (await import("../../../engine/data/formats/torch/checkpoint")).readCheckpoint(bytes);
  return (await import("../../../engine/data/formats/safetensors")).readSafetensors(bytes);
}

/** One name a line; WordNet's numbers may stand before them. */
function classesIn(text: string, network: NetworkShapes): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^n\d{8}\s+/, "").trim());
  const classes = lines.filter((line) => line !== "").map((line) => line.slice(0, 120));
  const wanted = network.output.shape.reduce((product, extent) => product * extent, 1);
  if (classes.length === wanted) return classes;
  throw new LabError(
    "format",
    t("it has {classes} lines, but {name} gives {wanted} numbers", {
      classes: classes.length,
      name: network.spec.name,
      wanted,
    }),
    t("A list of class names has one name a line."),
  );
}
