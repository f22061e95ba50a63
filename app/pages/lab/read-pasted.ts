/** What pasted code is understood as: the network, or what is wrong with it. */
import { t } from "../../language/words";
import { readModel } from "../../../engine/code/read/read";
import { LabError } from "../../../engine/core/errors";
import type { Shape } from "../../../engine/core/shape";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { exact } from "../../figures/network-map/counts";
import { reason } from "../../shell/reason";

type Read =
  | { readonly spec: NetworkSpec; readonly words: string; readonly notes: readonly string[] }
  | { readonly problem: string };

/** Height and width of the pictures in the courses' data sets and in the classic networks. */
const USUAL_SIZES = [28, 32, 224, 64, 96, 128, 227, 299];

/**
 * Reads code; null for none. PyTorch code does not say how large its pictures are: `picture`,
 * [channels, height, width], does. With `others`, code that does not fit it is tried with the usual
 * sizes; where none fits, the problem is the one with `picture`.
 */
export function readPasted(text: string, picture: Shape, others: boolean): Read | null {
  if (text.trim() === "") return null;
  const first = attempt(text, picture);
  if (!("problem" in first) || !others) return first;
  const [channels = 1, rows, columns] = picture;
  for (const size of USUAL_SIZES) {
    if (size === rows && size === columns) continue;
    const next = attempt(text, [channels, size, size]);
    if (!("problem" in next)) return next;
  }
  return first;
}

function attempt(text: string, picture: Shape): Read {
  try {
    const { network, skipped } = readModel(text, picture);
    const { layers, parameterCount } = networkShapes(network);
    const notes = skipped.map(({ line, what }) =>
      t("Line {line} does not change the network: {what}", { line, what }),
    );
    const left =
      notes.length === 0
        ? ""
        : t(" {notes} lines do not change the network.", { notes: notes.length });
    return {
      spec: network,
      words: t(
        "Understood: {layers} layers, {parameterCount} parameters, pictures of {input}.{left}",
        {
          layers: layers.length,
          parameterCount: exact(parameterCount),
          input: network.input.join("×"),
          left,
        },
      ),
      notes,
    };
  } catch (error) {
    if (error instanceof LabError) return { problem: reason(error) };
    throw error;
  }
}
