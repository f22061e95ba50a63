/**
 * Drawing, table or code → the letters in the boxes: filters, f, s and p; from a drawing the
 * padding has to be found.
 */
import { t, word } from "../../../language/words";
import { drawnVolumes, sizeText } from "../../../widgets/shorthand/words";
import {
  answer,
  arithmetic,
  drawing,
  exercise,
  numberOf,
  text,
  whole,
  type Mistake,
} from "../making";
import type { Exercise, Generator, NumericField, Part } from "../practice";
import { drawNet, insteadOf, type Layer, type Net, sizeLine } from "./network";
import { fromOption, NAMES, shown, type View, viewFrom } from "./views";

const GIVEN = ["drawing", "pytorch", "keras"] as const satisfies readonly View[];

export const fillBoxes: Generator = {
  name: "fill-boxes",
  title: "Fill in the boxes",
  summary:
    "A drawing with its sizes, or code: the filters, f, s and p of each box. In a drawing the padding has to be found.",
  options: { from: fromOption(GIVEN), layers: whole(1, 2, 1, "Convolutions.") },
  make(seed, index, options): Exercise {
    const from = drawing("fill-boxes", seed, index);
    const view = viewFrom(from, options, GIVEN);
    return boxesExercise(
      drawNet(from, {
        layers: numberOf(options, "layers", 1),
        pooling: false,
        unique: view === "drawing",
      }),
      view,
    );
  },
};

function boxesExercise(net: Net, view: View): Exercise {
  const { layers } = net;
  return exercise({
    ask: [
      text(t("Read {view} and fill in the boxes.", { view: word(NAMES[view]) })),
      ...given(net, view),
      asked(net),
      letters(net),
    ],
    fields: layers.flatMap((layer) => [
      field(layer, "filters", layer.channels),
      field(layer, "f", layer.f),
      field(layer, "s", layer.s),
      field(layer, "p", layer.p),
    ]),
    hints: hintsFor(net, view),
    solution: layers.flatMap((layer) => [
      text(t("{name}: {channels} filters, f = {f}, s = {s}, p = {p}.", lettersOf(layer))),
      arithmetic(sizeLine(layer)),
    ]),
    mistakes: Object.fromEntries(
      layers.flatMap((layer) => Object.entries(mistakesOf(layer, view))),
    ),
    praise: t("Right: {line}.", {
      line: layers
        .map((layer) =>
          t("{name} has {channels} filters, f = {f}, s = {s}, p = {p}", lettersOf(layer)),
        )
        .join("; "),
    }),
  });
}

/**
 * The drawing tells sizes, f and s; how many filters and how much padding follow from the sizes.
 */
function given(net: Net, view: View): readonly Part[] {
  if (view !== "drawing") return shown(net, view, true);
  const byName = new Map(net.layers.map((layer) => [layer.name, layer]));
  const volumes = drawnVolumes(net.spec, net.shapes).map((volume, at) => {
    const layer = volume.layer === null ? undefined : byName.get(volume.layer);
    return {
      ...volume,
      layer: `${at}`,
      made: layer === undefined ? [] : [t("? filters"), `f=${layer.f}, s=${layer.s}`, "p=?"],
    };
  });
  return [
    {
      kind: "drawing",
      label: volumes.map(({ made, size }) => [...made, size].join(", ")).join(" → "),
      volumes,
    },
  ];
}

function asked({ spec, layers }: Net): Part {
  const size = ({ rows, channels }: Layer): string => sizeText([channels, rows, rows]);
  return {
    kind: "boxes",
    label: t("The boxes to fill in"),
    boxes: [
      { layer: "input", title: "INPUT", lines: [], size: sizeText(spec.input) },
      ...layers.map((layer) => ({
        layer: layer.name,
        title: layer.name,
        lines: [t("? of ?×?"), "s=?, p=?"],
        size: size(layer),
      })),
    ],
  };
}

function letters({ layers }: Net): Part {
  const rows = layers.map(({ name }) => [name, "?", "?", "?", "?"]);
  return {
    kind: "table",
    name: t("The letters of the boxes"),
    head: [t("box"), t("filters"), "f", "s", "p"],
    rows,
    asked: true,
  };
}

function hintsFor({ layers }: Net, view: View): readonly string[] {
  const order = {
    pytorch: t("PyTorch's order is: channels in, filters, f; then stride and padding by name."),
    keras: t(
      "Keras's order is: filters, f; then strides and padding. It never names the channels that come in.",
    ),
    drawing: t("As many channels come out as there are filters."),
  }[view as (typeof GIVEN)[number]];
  return [
    order,
    view === "drawing"
      ? t("Without padding fewer rows would come out. How many?")
      : t('Stride is 1 and padding 0 where nothing is said; "same" with stride 1 is (f − 1) / 2.'),
    t("Put the numbers in: {lines}.", {
      lines: layers
        .map(({ n, f, s, rows }) => `⌊(${n} + 2p − ${f}) / ${s}⌋ + 1 = ${rows}`)
        .join("; "),
    }),
  ];
}

function field(layer: Layer, what: "filters" | "f" | "s" | "p", value: number): NumericField {
  const label = `${layer.name}: ${what === "filters" ? t("filters") : what}`;
  return answer(`${layer.name}-${what}`, label, value, { role: "weight" });
}

function lettersOf({ name, channels, f, s, p }: Layer) {
  return { name, channels, f, s, p };
}

function mistakesOf(layer: Layer, view: View): Record<string, readonly Mistake[]> {
  const few = [0, 1, 2, 3, 4, 5, 6, 7];
  const channelsIn =
    view === "pytorch"
      ? t("In PyTorch that stands first: the channels that come in.")
      : t("Those are the channels that come in.");
  return {
    [`${layer.name}-filters`]: [
      { value: layer.channelsIn, says: channelsIn },
      {
        value: layer.rows,
        says: t(
          "That is the number of rows that come out. The channels that come out count the filters.",
        ),
      },
      { value: layer.f, says: t("That is the size of a filter.") },
    ],
    [`${layer.name}-f`]: [
      { value: layer.channels, says: t("That is the number of filters.") },
      ...few.slice(1).map((f) => ({ value: f, says: insteadOf(layer, `f = ${f}`, { f }) })),
    ],
    [`${layer.name}-s`]: few.slice(1).map((s) => ({
      value: s,
      says: insteadOf(layer, t("stride {stride}", { stride: s }), { s }),
    })),
    [`${layer.name}-p`]: few.map((p) => ({
      value: p,
      says: insteadOf(layer, t("padding {padding}", { padding: p }), { p }),
    })),
  };
}
