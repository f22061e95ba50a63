/** Files with the weights of a network, and what the reader should know of them. */
import { t } from "../../../language/words";
import { MAX_FILE_BYTES, megabytes } from "../../../../engine/data/formats/limits";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { withEnd } from "../../../shell/reason";
import { pixelText } from "../pixels";
import { filledWeights, metadataOf, type Project, projectFile, whyUnreadable } from "../project";

export interface MadeFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Full sentences. */
  readonly notes: readonly string[];
}

/** What a file is made by when it is asked for: a text, or bytes. */
export type Make = () => string | MadeFile | Promise<MadeFile>;

/** The project itself. Throws LabError. */
export function ownFile(project: Project): MadeFile {
  const bytes = projectFile(project);
  const unreadable = whyUnreadable(bytes);
  return {
    bytes,
    notes:
      unreadable === ""
        ? []
        : [
            t("PyTorch reads it, but this page does not open it again: {unreadable}", {
              unreadable: withEnd(unreadable),
            }),
          ],
  };
}

/** The network in use, for other programs. Throws LabError. */
export async function onnxFile(project: Project, network: NetworkShapes): Promise<MadeFile> {
  const { exportOnnx } = await import("../../../../engine/onnx/export");
  const { weights, drawn } = filledWeights(project, network);
  const { bytes, opset, notes } = exportOnnx(network, weights, {
    input: pixelText(project.pixels),
    metadata: metadataOf(project),
  });
  const isTooLarge = bytes.length > MAX_FILE_BYTES;
  return {
    bytes,
    notes: [
      t("It is written in opset {opset}.", { opset }),
      ...(drawn.length > 0 ? [t("Not trained: {drawn}.", { drawn: drawn.join(", ") })] : []),
      ...notes,
      ...(isTooLarge
        ? [
            t("ONNX Runtime opens it; this page opens at most {maxFileBytes}.", {
              maxFileBytes: megabytes(MAX_FILE_BYTES),
            }),
          ]
        : []),
    ],
  };
}
