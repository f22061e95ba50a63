/** Files of the lesson that do not fit the network that is to take them, for the author. */
import { LabError } from "../../../engine/core/errors";
import { size } from "../../../engine/core/shape";
import { networkShapes, type NetworkShapes } from "../../../engine/graph/shapes";
import { fileTitle, isOwnFile } from "../fields/own-files";
import { weightsProblem } from "../fields/own-weights";
import type { TextProblem } from "../widget";
import { networkOf } from "./network";
import { batchOf, factsOfFile, inputOf } from "./own-set";
import type { Setting } from "./settings";

type Problems = Readonly<Record<string, TextProblem>>;

export function ownProblems(runs: readonly { readonly setting: Setting }[]): Problems {
  return Object.assign({}, ...runs.toReversed().map(({ setting }) => problemsOf(setting)));
}

function problemsOf(setting: Setting): Problems {
  const { data, weights } = setting;
  if (!isOwnFile(data) && !isOwnFile(weights)) return {};
  const facts = isOwnFile(data) ? factsOfFile(data) : null;
  if (isOwnFile(data) && facts instanceof LabError)
    return {
      data: {
        message: `${fileTitle(data)}: ${facts.message}`,
        allowed:
          "a zip with a folder of pictures for each class, or pictures and labels as CSV, npz, or a zip of two npy or IDX files",
        suggestion: null,
      },
    };
  const most = batchOf(setting);
  return {
    ...(setting.batch > most ? { batch: batchProblem(most) } : {}),
    ...networkProblems(setting, facts === null || facts instanceof LabError ? null : facts.classes),
  };
}

function batchProblem(most: number): TextProblem {
  return {
    message: `there are ${most} pictures to learn from, the others are held out`,
    allowed: `at most ${most} pictures per step`,
    suggestion: String(most),
  };
}

function networkProblems(setting: Setting, classes: readonly string[] | null): Problems {
  const network = shapesOf(setting);
  if (network === null) return {};
  const { weights } = setting;
  const misfit = classes === null ? null : misfitOf(setting, network, classes);
  const problem = isOwnFile(weights) ? weightsProblem(weights, network) : null;
  return {
    ...(misfit === null ? {} : { network: misfit }),
    ...(problem === null ? {} : { weights: problem }),
  };
}

function shapesOf(setting: Setting): NetworkShapes | null {
  try {
    return networkShapes(networkOf(setting));
  } catch (error) {
    if (error instanceof LabError) return null; // said of the network itself
    throw error;
  }
}

function misfitOf(
  setting: Setting,
  { spec, output }: NetworkShapes,
  classes: readonly string[],
): TextProblem | null {
  const pictures = inputOf(setting);
  if (size(spec.input) !== size(pictures))
    return {
      message: `the network reads ${spec.input.join("×")}, the pictures are ${pictures.join("×")}`,
      allowed: `a network that reads ${pictures.join("×")}`,
      suggestion: null,
    };
  if (size(output.shape) === classes.length) return null;
  return {
    message: `the network gives ${output.shape.join("×")} numbers, the pictures are of ${classes.length} classes (${classes.slice(0, 6).join(", ")}${classes.length > 6 ? " …" : ""})`,
    allowed: `a last layer for ${classes.length} classes, such as "conv 8, gap, linear ${classes.length}"`,
    suggestion: null,
  };
}
