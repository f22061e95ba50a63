/**
 * Numbers that lessons say in their own words, where no `value` stands: each is put to the check as
 * the key of a question about the figure of its step, which computes it again.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileForeign } from "./shipped";

/** Words that end with the number, and where the figure of that step has it. */
type Said = readonly (readonly [words: string, from: string])[];

const SAID: Readonly<Record<string, Said>> = {
  convolution: [
    ["Without turning, the first output was 2", "c.y[0][0]"],
    ["Two columns of outputs are 30", "c.y[0][2]"],
  ],
  stride: [
    ["$12 - 17 = -5", "s.y[1][0]"],
    ["With stride 1 the output has 4", "s.y.shape[0]"],
  ],
  padding: [["$-(9 + 6) = -15", "p.y[0][0]"]],
  pooling: [
    ["9, the maximum of 4, 9, 5 and 6", "m.x[1][1]"],
    ["The first window is 4", "b.x[0][0]"],
    ["4, 9, 5, 6, and its error is 1", "b.dy[0][0]"],
    ["The second output has the error 4", "b.dy[0][1]"],
    ["$4 / 4 = 1", "b.dx[0][2]"],
  ],
  volumes: [
    ["$2 + (-9) + 15 + 0 = 8", "v.y[0][0][0]"],
    ["$6 + (-8) + (-8) + 0 = -10", "v.y[0][0][1]"],
  ],
  "multiple-filters": [
    ["+ 1) \\cdot 2 = 56", "m.parameters[0]"],
    ["+ 1) \\cdot 16 = 2{,}416", "deeper.parameters[0]"],
  ],
  "one-by-one": [
    ["$4 + 0 - 2 + 16 + 4 = 22", "o.y[0][2][1]"],
    ["In row 2, column 1 the pixel is (4", "o.x[0][2][1]"],
    ["+ 1) \\cdot 2 = 12", "o.parameters[0]"],
    ["2{,}408{,}448 + 10{,}035{,}200 = 12{,}443{,}648", "b.bottleneck[0]"],
  ],
  "one-layer": [
    ["$(27 + 1) \\cdot 10 = 280", "l.parameters[0]"],
    ["the bias of filter 0 is −1", "l.b[0]"],
  ],
  shorthand: [
    ["19{,}610 = 44{,}950", "n.total[0]"],
    ["7×7×40 → 1960", "n.sizes[6][0]"],
  ],
  "sample-network": [
    ["Its 19,610", "net.fc1.parameters[0]"],
    ["$501 \\cdot 40 = 20{,}040", "net.conv3.parameters[0]"],
    ["5{,}780 = 1{,}445{,}000", "net.conv2.multiplyAdds[0]"],
    ["as many multiply-adds as weights, 19,600", "net.fc1.multiplyAdds[0]"],
    ["$3 + 4 = 7", "net.conv2.sees[0]"],
    ["$7 + 4 \\cdot 2 = 15", "net.conv3.sees[0]"],
  ],
  softmax: [
    ["0.0498 / 1.4177 \\approx 0.0351", "s.p.y[2]"],
    ["Class 1 has the probability 0.2595", "c.p.y[1]"],
    ["-\\log 0.2595 \\approx 1.349", "c.loss[0]"],
    ["$0.2595 - 1 = -0.7405", "c.z.dy[1]"],
    ["0.2946 \\approx 0.2078", "j.input.dy[0]"],
    ["The gradients are 0.7054", "u.z.dy[0]"],
    ["the loss falls from 1.349", "u.loss[0]"],
  ],
  convnet: [["$151 \\cdot 16 = 2{,}416", "lab.parameters[3]"]],
  activations: [
    ["= \\tfrac14$. Nowhere", "act.slope[0]"],
    ["+ 0.25) = -2.036", "learn.gradient[0]"],
  ],
};

test.each(Object.entries(SAID))("%s says what its figures compute", (lesson, said) => {
  const text = readFileSync(join("lessons", lesson, "lesson.mdoc"), "utf8");
  for (const [words, from] of said) {
    expect(text, words).toContain(words);
    const { diagnostics } = compileForeign(asked(text, words, from), "lesson.mdoc");
    const wrong = diagnostics.filter(({ severity }) => severity === "error");
    expect(wrong.map(({ message }) => `${words}: ${message}`)).toEqual([]);
  }
});

/**
 * The lesson with a question at the end of that step, whose key is the last number of the words.
 */
function asked(text: string, words: string, from: string): string {
  const at = text.indexOf(words) + words.length;
  const end = text.indexOf("\n---\n", at);
  const value = numberIn(words);
  const decimals = value.split(".")[1]?.length ?? 0;
  const question = `\n\n{% numeric id="said" from="${from}" value=${value} tolerance=${0.51 * 10 ** -decimals} hides="" %}\n{% ask %}?{% /ask %}\n{% /numeric %}\n`;
  return `${text.slice(0, end)}${question}${text.slice(end)}`;
}

function numberIn(words: string): string {
  if (words.includes("\\tfrac14$")) return "0.25";
  const plain = words.replaceAll(/(\d)(?:,|\{,\})(?=\d{3})/g, "$1").replaceAll("−", "-");
  return (/(?:-\s?)?\d+(?:\.\d+)?$/.exec(plain)?.[0] ?? "").replace(/\s/, "");
}
