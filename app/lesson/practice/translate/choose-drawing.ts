/**
 * Code, table or boxes → which drawing is it? Every wrong one comes from one mistake,
 * and says which.
 */
import { t, word } from "../../../language/words";
import { arithmetic, choice, drawing, exercise, shuffled, text } from "../making";
import type { Exercise, Generator, Part } from "../practice";
import { drawNet, type Layer, type Net, otherSettings, rowsWith, sizeLine } from "./network";
import { fromOption, NAMES, shown, type View, viewFrom } from "./views";
import { sizeText } from "../../../widgets/shorthand/words";

const GIVEN = ["boxes", "table", "pytorch", "keras"] as const satisfies readonly View[];

export const chooseDrawing: Generator = {
  name: "choose-drawing",
  title: "Which drawing is it?",
  summary:
    "A layer as code, boxes or a table: choose the drawing with the right volumes. Every wrong one is a mistake, explained.",
  options: { from: fromOption(GIVEN) },
  make(seed, index, options): Exercise {
    const from = drawing("choose-drawing", seed, index);
    const view = viewFrom(from, options, GIVEN);
    const net = drawNet(from, { layers: 1, pooling: false });
    const [layer] = net.layers;
    const candidates = layer === undefined ? [] : distinct(candidatesOf(layer));
    return drawingExercise(net, view, shuffled(from, candidates.slice(0, 4)));
  },
};

interface Candidate {
  readonly rows: number;
  readonly channels: number;
  /** What led there; empty for the right one. */
  readonly mistake: string;
}

/** The right drawing, and what each mistake would draw. */
function candidatesOf(layer: Layer): readonly Candidate[] {
  const { n, f, s, p, rows, channels, channelsIn } = layer;
  const { padding, stride } = otherSettings(layer);
  return [
    { rows, channels, mistake: "" },
    {
      rows,
      channels: channelsIn,
      mistake: t("As many channels come out as there are filters: {channels}.", { channels }),
    },
    {
      rows: rowsWith(layer, { p: padding }) ?? 0,
      channels,
      mistake: t("That would be padding {padding}.", { padding }),
    },
    {
      rows: rowsWith(layer, { s: stride }) ?? 0,
      channels,
      mistake: t("That would be stride {stride}.", { stride }),
    },
    { rows: rows - 1, channels, mistake: t("The first place counts as well: add 1.") },
    {
      rows: n,
      channels,
      mistake: t(
        "The picture keeps its size only with p = (f − 1) / 2 and stride 1. Here f is {f}, s is {s} and p is {p}.",
        { f, s, p },
      ),
    },
    {
      rows,
      channels: channels * channelsIn,
      mistake: t(
        "A filter reaches through all channels that come in and makes one that comes out.",
      ),
    },
  ];
}

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const sameAs = (one: Candidate) => (other: Candidate) =>
    other.rows === one.rows && other.channels === one.channels;
  return candidates.filter((one, at, all) => one.rows > 0 && all.findIndex(sameAs(one)) === at);
}

function drawingExercise(net: Net, view: View, candidates: readonly Candidate[]): Exercise {
  const [layer] = net.layers;
  const right = candidates.findIndex(({ mistake }) => mistake === "");
  const line = layer === undefined ? "" : sizeLine(layer);
  const channels = layer?.channels ?? 0;
  const options = candidates.map((candidate) => pictured(net, candidate));
  return exercise({
    ask: [
      text(t("Which drawing belongs to {view}?", { view: word(NAMES[view]) })),
      ...shown(net, view, false),
    ],
    fields: [choice("drawing", t("drawing"), "output", { value: right, options })],
    hints: [
      t("First count the channels that come out."),
      t("Then the rows: ⌊(n + 2p − f) / s⌋ + 1."),
      t("There are {channels} filters, and {line}.", { channels, line }),
    ],
    solution: [
      arithmetic(line),
      text(t("{channels} filters make {channels} channels.", { channels })),
    ],
    mistakes: { drawing: candidates.map(({ mistake }, value) => ({ value, says: mistake })) },
    praise: t("Right: {line}, and {channels} filters make {channels} channels.", {
      line,
      channels,
    }),
  });
}

function pictured({ spec }: Net, { rows, channels }: Candidate): Part {
  const output = [channels, rows, rows];
  return {
    kind: "drawing",
    label: t("{input} to {output}", { input: sizeText(spec.input), output: sizeText(output) }),
    volumes: [
      { layer: "input", shape: spec.input, size: sizeText(spec.input), made: [] },
      { layer: "output", shape: output, size: sizeText(output), made: ["conv"] },
    ],
  };
}
