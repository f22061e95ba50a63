/** Files with the weights of a network, and what the reader should know of them. */
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

/** The project itself. Throws LabError. */
export function ownFile(project: Project): MadeFile {
  const bytes = projectFile(project);
  const unreadable = whyUnreadable(bytes);
  return {
    bytes,
    notes:
      unreadable === ""
        ? []
        : [`PyTorch reads it, but this page does not open it again: ${withEnd(unreadable)}`],
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
      `It is written in opset ${opset}.`,
      ...(drawn.length > 0 ? [`Not trained: ${drawn.join(", ")}.`] : []),
      ...notes,
      ...(isTooLarge
        ? [`ONNX Runtime opens it; this page opens at most ${megabytes(MAX_FILE_BYTES)}.`]
        : []),
    ],
  };
}
