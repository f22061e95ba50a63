/** What the worker that reads ONNX files says. */
import { t } from "../../../language/words";
import { LabError } from "../../../../engine/core/errors";
import type { ImportedNetwork } from "../../../../engine/onnx/import";
import { type OutlinedGraph, outlineOnnx } from "../../../../engine/onnx/outline";

export type Answer =
  | { readonly read: ImportedNetwork }
  | {
      readonly code: LabError["code"];
      readonly message: string;
      readonly hint: string;
      /** The graph all the same, as far as it can be read. */
      readonly outline: OutlinedGraph;
    };

export function failure(
  error: unknown,
  bytes: Uint8Array,
): Exclude<Answer, { readonly read: unknown }> {
  if (error instanceof LabError)
    return {
      code: error.code,
      message: error.message,
      hint: error.hint,
      outline: outlineOnnx(bytes),
    };
  const message = t("the file is damaged: it could not be read");
  return { code: "format", message, hint: "", outline: { nodes: [], part: null } };
}
