/** One network in each of its representations, as parts of an exercise. */
import { t } from "../../../language/words";
import type { Random } from "../../../../engine/core/random";
import { type Dialect, writeCode } from "../../../../engine/code/write";
import { boxesOf, drawnVolumes, sizeText } from "../../../widgets/shorthand/words";
import type { Property, PropertyValues } from "../../../widgets/widget";
import { pick, text } from "../making";
import type { Part } from "../practice";
import type { Net } from "./network";

export const VIEWS = ["drawing", "boxes", "table", "pytorch", "keras"] as const;
export type View = (typeof VIEWS)[number];

export const NAMES: Readonly<Record<View, string>> = {
  drawing: "the drawing",
  boxes: "the boxes",
  table: "the table",
  pytorch: "the PyTorch code",
  keras: "the Keras code",
};

/** Which representation is given. */
export function fromOption(views: readonly View[]): Property {
  return {
    type: "choice",
    options: [...views, "any"],
    default: "any",
    description: "Which representation is given.",
  };
}

export const DIALECT: Property = {
  type: "choice",
  options: ["pytorch", "keras", "either"],
  default: "either",
  description: "Which library the answer is in.",
};

export function viewFrom(
  from: Random,
  options: PropertyValues,
  views: readonly [View, ...View[]],
): View {
  return views.find((view) => view === options["from"]) ?? pick(from, views);
}

export function dialectFrom(from: Random, options: PropertyValues): Dialect {
  const wanted = options["to"];
  return wanted === "pytorch" || wanted === "keras" ? wanted : pick(from, ["pytorch", "keras"]);
}

export function libraryOf(dialect: Dialect): string {
  return dialect === "pytorch" ? "PyTorch" : "Keras";
}

/**
 * The network as it is given. Without `sizes` the boxes and the table keep back what comes out of
 * each layer.
 */
export function shown(net: Net, view: View, sizes: boolean): readonly Part[] {
  const input = sizeText(net.spec.input);
  switch (view) {
    case "drawing":
      return [drawingOf(net)];
    case "boxes":
      return [
        {
          kind: "boxes",
          label: t("The network as boxes"),
          boxes: boxesOf(net.spec, net.shapes).map((box, at) => ({
            ...box,
            layer: `${at}`,
            size: sizes || at === 0 ? box.size : "?",
          })),
        },
      ];
    case "table":
      return [text(t("The input is {input}.", { input })), tableOf(net, sizes)];
    case "pytorch":
      return [
        text(t("The input is {input} (rows × columns × channels).", { input })),
        { kind: "code", text: writeCode(net.spec, "pytorch") },
      ];
    default:
      return [{ kind: "code", text: writeCode(net.spec, "keras") }];
  }
}

function drawingOf({ spec, shapes }: Net): Part {
  const volumes = drawnVolumes(spec, shapes).map((volume, at) => ({ ...volume, layer: `${at}` }));
  return {
    kind: "drawing",
    label: volumes.map(({ made, size }) => [...made, size].join(", ")).join(" → "),
    volumes,
  };
}

/** The lecture's layer table. */
function tableOf({ layers }: Net, sizes: boolean): Part {
  return {
    kind: "table",
    name: t("The network as a table"),
    head: [t("layer"), t("filters"), "f", "s", "p", "ReLU", ...(sizes ? [t("output")] : [])],
    rows: layers.map((layer) => [
      layer.name,
      layer.kind === "conv2d" ? String(layer.channels) : "max pool",
      String(layer.f),
      String(layer.s),
      String(layer.p),
      layer.relu ? t("yes") : t("no"),
      ...(sizes ? [sizeText([layer.channels, layer.rows, layer.rows])] : []),
    ]),
  };
}
