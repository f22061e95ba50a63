/** What the worker that reads ONNX files says. */
import { LabError } from "../../../../engine/core/errors";
import type { ImportedNetwork } from "../../../../engine/onnx/import";

export type Answer =
  | { readonly read: ImportedNetwork }
  | {
      readonly code: LabError["code"];
      readonly message: string;
      readonly hint: string;
    };

export function failure(error: unknown): Exclude<Answer, { readonly read: unknown }> {
  if (error instanceof LabError)
    return { code: error.code, message: error.message, hint: error.hint };
  return { code: "format", message: "the file is damaged: it could not be read", hint: "" };
}
