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
  const text = TEXTS[ending];
  if (text !== undefined) {
    const most = text === "notebook" ? MOST_NOTEBOOK : MOST_TEXT;
    return bytes > most
      ? refuse(
          t("has {bytes}; at most {most} of such a text are read.", {
            bytes: megabytes(bytes),
            most: megabytes(most),
          }),
        )
      : { kind: text };
  }
  if (/^(png|jpe?g|webp|gif|bmp|avif)$/.test(ending)) return { kind: "picture" };
  if (CHECKPOINTS.has(ending))
    return first[0] === 0x50 && first[1] === 0x4b ? { kind: "checkpoint" } : refuse(OLD_CHECKPOINT);
  if (ending === "zip") return { kind: "zip" };
  if (ending === "pdf") return refuse(t("is a document. {instead}", { instead: word(INSTEAD) }));
  const known = OTHERS[ending];
  if (known !== undefined) return refuse(known);
  if (ending === "safetensors") return { kind: "safetensors" };
  if (ending === "onnx") return { kind: "onnx" };
  const other = otherFormat(first);
  if (other !== null)
    return refuse(t("is {second}. {instead}", { second: other, instead: word(INSTEAD) }));
  if (first[8] === 0x7b) return { kind: "safetensors" };
  return first[0] === 0x08
    ? { kind: "onnx" }
    : refuse(t("is of a kind that is not known. {instead}", { instead: word(INSTEAD) }));
}

const TEXTS: Readonly<Record<string, FileKind>> = {
  py: "code",
  ipynb: "notebook",
  json: "json",
  txt: "names",
};

const CHECKPOINTS: ReadonlySet<string> = new Set(["pt", "pth", "ckpt", "bin"]);
const OLD_CHECKPOINT =
  "is not a checkpoint as PyTorch writes it since version 1.6. Save the weights with torch.save(model.state_dict(), name) or safetensors.torch.save_file(model.state_dict(), name), or the whole network with torch.onnx.export(model, picture, name).";
const KERAS =
  'is a model of Keras. Paste its code instead, or write it as ONNX with model.export(name, format="onnx").';

const OTHERS: Readonly<Record<string, string>> = {
  h5: KERAS,
  hdf5: KERAS,
  keras: KERAS,
  pb: "is a model of TensorFlow. Write it as ONNX with tf2onnx.",
  tflite: "is a model of TensorFlow Lite. Write it as ONNX with tf2onnx.",
};
