/** What keeps a network from learning the pictures there are, and what would be done about it. */
import { t } from "../../../language/words";
import { size, type Shape } from "../../../../engine/core/shape";
import { withInput, withSetting } from "../../../../engine/graph/change";
import { examined } from "../../../../engine/graph/examined";
import type { Repair } from "../../../../engine/graph/repairs";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { classCount } from "../ask/classes";

export interface Misfit {
  readonly problem: string;
  /** Null: nothing that could be done at a press. */
  readonly repair: Repair | null;
}

/** Null when the network reads such pictures and tells so many classes apart. */
export function misfit(network: NetworkShapes, picture: Shape, classes: number): Misfit | null {
  const { spec, output } = network;
  if (size(spec.input) !== size(picture)) {
    const resized = withInput(spec, picture);
    const fits = examined(resized).network !== null;
    return {
      problem: t("The network reads {input}, the pictures are {picture}.", {
        input: spec.input.join("×"),
        picture: picture.join("×"),
      }),
      repair: fits
        ? { words: t("Let it read {picture}", { picture: picture.join("×") }), spec: resized }
        : null,
    };
  }
  const count = classCount(network);
  if (count === classes) return null;
  const last = network.layers.findLast(({ kind }) => kind === "linear" || kind === "conv2d");
  const key = last?.kind === "linear" ? "out_features" : "out_channels";
  const changed = last === undefined ? null : withSetting(spec, last.name, key, classes);
  const after = changed === null ? null : examined(changed).network;
  const fits = after !== null && classCount(after) === classes;
  return {
    problem: t("The last layer gives {shape} numbers, there are {classes} classes.", {
      shape: output.shape.join("×"),
      classes,
    }),
    repair:
      fits && changed !== null && last !== undefined
        ? { words: t("Let {name} give {classes}", { name: last.name, classes }), spec: changed }
        : null,
  };
}
