/**
 * What a file is, from its size, its name and its first bytes; what the lab cannot open says what
 * can be done instead. Pure.
 */
import { t, word } from "../../../language/words";
import { otherFormat } from "../../../../engine/data/formats/foreign";
import { MAX_FILE_BYTES, megabytes } from "../../../../engine/data/formats/limits";

export type FileKind =
  | "onnx"
  | "safetensors"
  | "checkpoint"
  | "json"
  | "code"
  | "notebook"
  | "names"
  | "picture"
  | "zip";

/** As of an `input`. */
export const NETWORK_FILES = ".onnx,.safetensors,.pt,.pth,.json,.py,.ipynb,.txt,.zip";
/** Bytes that `fileKind` wants to see. */
export const FIRST_BYTES = 16;
const MOST_TEXT = 2 ** 20;
/** With the pictures of its outputs; its code is a small part of it. */
const MOST_NOTEBOOK = 32 * MOST_TEXT;

const INSTEAD =
  "Here open ONNX (.onnx), safetensors, checkpoints of PyTorch (.pt, .pth), Python code (.py, .ipynb), files saved by ConvLab, and lists of class names (.txt).";

export function fileKind(
  name: string,
  bytes: number,
  first: Uint8Array,
): { readonly kind: FileKind } | { readonly problem: string } {
  const quoted = `“${name}”`;
  const refuse = (what: string): { problem: string } => ({ problem: `${quoted} ${word(what)}` });
  if (bytes === 0) return refuse(t("is empty."));
  if (bytes > MAX_FILE_BYTES)
    return refuse(
      t(
        "has {bytes} MB; at most {maxFileBytes} MB are opened. Save the weights as 16-bit floats, or leave out what is not needed.",
        { bytes: Math.round(bytes / 2 ** 20), maxFileBytes: MAX_FILE_BYTES / 2 ** 20 },
      ),
    );
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? "";
  const kind = KINDS.get(ending);
  const most = mostBytes(kind);
  if (bytes > most)
    return refuse(
      t("has {bytes}; at most {most} of such a text are read.", {
        bytes: megabytes(bytes),
        most: megabytes(most),
      }),
    );
  const isZip = first[0] === 0x50 && first[1] === 0x4b;
  if (kind === "checkpoint" && !isZip) return refuse(OLD_CHECKPOINT);
  if (kind !== undefined) return { kind };
  if (ending === "pdf") return refuse(t("is a document. {instead}", { instead: word(INSTEAD) }));
  const known = OTHERS.get(ending);
  if (known !== undefined) return refuse(known);
  const other = otherFormat(first);
  if (other !== null)
    return refuse(t("is {second}. {instead}", { second: other, instead: word(INSTEAD) }));
  if (first[8] === 0x7b) return { kind: "safetensors" };
  return first[0] === 0x08
    ? { kind: "onnx" }
    : refuse(t("is of a kind that is not known. {instead}", { instead: word(INSTEAD) }));
}

function mostBytes(kind: FileKind | undefined): number {
  if (kind === "notebook") return MOST_NOTEBOOK;
  return kind === "code" || kind === "json" || kind === "names" ? MOST_TEXT : MAX_FILE_BYTES;
}

/** By the ends of their names. */
const KINDS: ReadonlyMap<string, FileKind> = new Map([
  ["py", "code"],
  ["ipynb", "notebook"],
  ["json", "json"],
  ["txt", "names"],
  ...["png", "jpg", "jpeg", "webp", "gif", "bmp", "avif"].map((end) => [end, "picture"] as const),
  ...["pt", "pth", "ckpt", "bin"].map((end) => [end, "checkpoint"] as const),
  ["zip", "zip"],
  ["safetensors", "safetensors"],
  ["onnx", "onnx"],
]);

const OLD_CHECKPOINT =
  "is not a checkpoint as PyTorch writes it since version 1.6. Save the weights with torch.save(model.state_dict(), name) or safetensors.torch.save_file(model.state_dict(), name), or the whole network with torch.onnx.export(model, picture, name).";
const KERAS =
  'is a model of Keras. Paste its code instead, or write it as ONNX with model.export(name, format="onnx").';

const OTHERS: ReadonlyMap<string, string> = new Map([
  ["h5", KERAS],
  ["hdf5", KERAS],
  ["keras", KERAS],
  ["pb", "is a model of TensorFlow. Write it as ONNX with tf2onnx."],
  ["tflite", "is a model of TensorFlow Lite. Write it as ONNX with tf2onnx."],
]);
