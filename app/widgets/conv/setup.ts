/** The network, leaves and view of a state of the convolution figure. */
import { t } from "../../language/words";
import { cellNamed, numbersOf, planeNames, type Setup, shortened } from "../../explorer/setup";
import { lossOf } from "../../explorer/nudge";
import { reversed } from "../../explorer/turned";
import { spoken } from "../../figures/describe/number";
import type { CellAt } from "../../figures/scene/scene";
import type { Asked } from "./asked";
import { factsOf } from "./facts";
import { sizeOf } from "./legal";
import { type ConvState, errorsOf } from "./state";

const GRADIENTS = { w: "conv.dw", x: "input.dy", b: "conv.db" } as const;
/** What stands beside a gradient, in reading order. */
const BESIDE = { w: ["input", "conv.dy"], x: ["conv.dy", "conv.w"], b: ["conv.dy"] } as const;

const setups = new WeakMap<ConvState, Setup>();

export function setupOf(state: ConvState): Setup {
  const known = setups.get(state) ?? setUp(state);
  setups.set(state, known);
  return known;
}

function setUp(state: ConvState): Setup {
  const { stride, padding, dilation, flip, of, uses, bias } = state;
  const backward = state.view === "backward";
  const sizes = { kernel_size: sizeOf(state.filter), stride, padding, dilation };
  const setup: Setup = {
    spec: {
      format: 1,
      name: "convolution",
      input: [1, ...sizeOf(state.input)],
      layers: [{ name: "conv", op: "conv2d", out_channels: 1, ...sizes }],
    },
    leaves: {
      input: state.input,
      "conv.w": laidFilter(state),
      "conv.b": [bias],
      "conv.dy": errorsOf(state),
    },
    view: {
      of: backward ? GRADIENTS[of] : "conv.y",
      panels: backward
        ? BESIDE[of]
        : ["input", "conv.w", ...(bias === 0 ? [] : ["conv.b"]), uses ? "input.uses" : "conv.y"],
      // Counts take the place of the output: both together leave no room for digits.
      unseen: uses && !backward,
      all: state.all,
      arrows: false,
      formula: !backward,
      order: "rows",
      coloured: { "conv.y": null },
      turned: flip ? ["conv.w", "conv.dw"] : [],
      nudge: backward,
    },
    at: state.at,
    names: { ...planeNames("conv"), uses: { tensor: "input.uses", drop: 2 } },
  };
  return { ...setup, view: { ...setup.view, notes: notesOf(state, setup) } };
}

/** The filter as it is laid on the input. */
export function laidFilter({ filter, flip }: ConvState): ConvState["filter"] {
  return flip ? reversed(filter) : filter;
}

function notesOf(state: ConvState, setup: Setup): readonly string[] {
  if (state.view === "backward")
    return [
      t(
        "E is the sum of error × output over all outputs, now {loss}: an error says how much E grows when its output grows by 1.",
        { loss: spoken(lossOf(numbersOf(setup))) },
      ),
    ];
  return state.facts ? factsOf(laidFilter(state)) : [];
}

/** The cell of the network that is asked where it goes; null: none is. */
export function askedCell(state: ConvState): CellAt | null {
  const { asked } = state;
  if (asked === null) return null;
  const setup = setupOf(state);
  const name = asked.tensor === "input" ? "x" : "w";
  return cellNamed(setup, numbersOf(setup), name, [asked.row, asked.column]);
}

/** The question about a cell of the network; null for one that cannot be asked. */
export function askedFor(state: ConvState, cell: CellAt): Asked | null {
  if (state.view !== "forward" || (cell.tensor !== "input" && cell.tensor !== "conv.w"))
    return null;
  const [row = 0, column = 0] = writtenPlace(state, cell);
  return { tensor: cell.tensor === "input" ? "input" : "filter", row, column };
}

/** Row and column of a cell of the network, of the filter as it is written. */
export function writtenPlace(state: ConvState, cell: CellAt): readonly number[] {
  const setup = setupOf(state);
  return shortened(setup, numbersOf(setup), cell)?.index ?? [];
}
