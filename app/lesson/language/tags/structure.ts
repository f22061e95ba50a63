/** Tags that make up a step: its name, its figures, their states. */
import { FLOW, ID, type TagSchema } from "../tag-schema";

export const STRUCTURE: readonly TagSchema[] = [
  {
    name: "step",
    summary:
      "Names a step. It is the first thing after `---`; the `##` heading below it is the step's title.",
    inside: ["step"],
    body: "none",
    attributes: {
      id: ID,
      minutes: {
        type: "number",
        min: 0,
        max: 600,
        description: "How long the step takes in a lecture; the presenter's clock uses it.",
      },
      source: {
        type: "text",
        description:
          "In a translation: the mark of the original step that was translated. The check says which step has changed since.",
      },
    },
    example: `{% step id="slide" minutes=3 /%}\n\n## The window slides`,
  },
  {
    name: "figure",
    summary: "A figure that the reader can work with. Its body, if any, is the caption.",
    inside: [...FLOW, "compare", "reveal", "solution"],
    body: "optional",
    open: true,
    attributes: {
      id: ID,
      kind: {
        type: "text",
        required: true,
        description: "Which figure: `conv`, `pool` and the other kinds under Figures.",
      },
      alt: {
        type: "text",
        required: true,
        description:
          "What it shows, in a sentence, for a reader who cannot see it. The numbers are described by the figure itself.",
      },
      hide: { type: "names", description: "Controls to leave out, by name." },
      lock: { type: "names", description: "Controls to show but not let the reader change." },
      bind: {
        type: "id",
        description: "Id of another figure of the same kind: both then show the same state.",
      },
    },
    example: `{% figure id="c1" kind="conv" alt="A 3 by 3 filter on a 6 by 6 input" %}\nMove the filter with the arrow keys.\n{% /figure %}`,
  },
  {
    name: "set",
    summary:
      "Puts a figure into a state when the step opens. Without values it only brings the figure on stage.",
    inside: ["step"],
    body: "none",
    open: true,
    attributes: {
      figure: { type: "id", required: true, description: "Id of the figure." },
      step: {
        type: "integer",
        min: 0,
        max: 1e6,
        description: "Position on the figure's time line.",
      },
    },
    example: `{% set figure="c1" step=3 /%}`,
  },
  {
    name: "compare",
    summary: "Two to four figures side by side, on one colour scale.",
    inside: FLOW,
    body: "parts",
    attributes: {},
    example: `{% compare %}\n{% figure id="left" kind="conv" alt="Without padding" /%}\n{% figure id="right" kind="conv" alt="With padding" /%}\n{% /compare %}`,
  },
];
